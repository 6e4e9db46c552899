// A little work under pressure: it names nobody, and makes a flood expensive (hashcash).
import { done } from '@zhiben/kit/api/client'
import { Problem } from '@zhiben/kit/api/problem'

import { reports } from './api'

const AT_ONCE = 4000 // tries between two breaths of the page

/** Ask; where work is asked for, do it and ask once more. */
export async function withWork<T>(ask: (headers: Record<string, string>) => Promise<T>): Promise<T> {
  try {
    return await ask({})
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.code !== 'work_required') throw problem
    const { data } = await done(reports.GET('/v1/receipts/work'))
    return ask({ 'X-Zhiben-Work': await solved(data.challenge, data.bits) })
  }
}

/** Find a counter so that SHA-256 of `challenge.counter` begins with so many zero bits. */
export async function solved(challenge: string, bits: number): Promise<string> {
  const { sha256 } = await import('@noble/hashes/sha2.js')
  const encoder = new TextEncoder()
  for (let counter = 0; ; counter++) {
    const text = `${challenge}.${counter}`
    const digest = sha256(encoder.encode(text))
    const head = new DataView(digest.buffer, digest.byteOffset).getUint32(0)
    if (Math.clz32(head) >= bits) return text
    if (counter % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve))
  }
}
