// What somebody has answered so far, and how it is sent.
import { newKey } from '@zhiben/kit/api/fetching'
import { done } from '@zhiben/kit/api/client'
import { drawCode } from '@zhiben/kit/code'

import { reports, upload, type Category, type NewReport } from '../api'

export interface Answers {
  step: number
  area: string
  unit: string
  place: string
  category: Category | ''
  story: string
  when: string
  named: 'anonymous' | 'named'
  employee: boolean
  name: string
  phone: string
  reward: boolean
  /** Made once, so that a second attempt is the same report. */
  code: string
  key: string
  tickets: string[]
}

export function blank(): Answers {
  return {
    step: 1, area: '', unit: '', place: '', category: '', story: '', when: '', named: 'anonymous',
    employee: false, name: '', phone: '', reward: false, code: '', key: '', tickets: [],
  } // prettier-ignore
}

/**
 * Send it and return the receipt code. What succeeded is kept in `answers`, so that sending again
 * repeats nothing. `area` is the whole subdistrict's code, for who is not sure.
 */
export async function send(answers: Answers, photos: Blob[], area: string, keep: () => Promise<void>): Promise<string> {
  answers.key ||= newKey()
  answers.code ||= drawCode()
  await keep()
  for (let place = answers.tickets.length; place < photos.length; place++) {
    answers.tickets.push(await upload(photos[place]!, `${answers.key}-photo-${place}`))
    await keep()
  }
  const body = await asSent(answers, area)
  const { data } = await done(reports.POST('/v1/reports', { body, headers: { 'Idempotency-Key': answers.key } }))
  return data.receipt_code?.replaceAll(' ', '') ?? answers.code
}

async function asSent(answers: Answers, area: string): Promise<NewReport> {
  const named = answers.named === 'named'
  return {
    category: answers.category as Category,
    what: answers.story.trim(),
    where: answers.place.trim(),
    area: answers.area || area,
    unit_name: answers.unit.trim() || null,
    happened_at: answers.when ? new Date(`${answers.when}:00+08:00`).toISOString() : null,
    is_employee: answers.employee,
    wants_reward: answers.reward,
    identity: named ? { name: answers.name.trim(), phone: answers.phone.trim() } : null,
    uploads: answers.tickets,
    ...(await enrolment(answers.code)),
  }
}

/** What lets the sender be known again. A browser without WebAssembly leaves it to the service. */
async function enrolment(code: string): Promise<Pick<NewReport, 'receipt_verifier' | 'thread_public_key'>> {
  if (typeof WebAssembly === 'undefined') return {}
  const { data } = await done(reports.GET('/v1/receipts/parameters'))
  const { derive } = await import('@zhiben/kit/seal/receipt')
  const { toText } = await import('@zhiben/kit/seal/sealing')
  const secrets = await derive(code, data)
  return { receipt_verifier: toText(secrets.verifier), thread_public_key: toText(secrets.threadPublicKey) }
}

