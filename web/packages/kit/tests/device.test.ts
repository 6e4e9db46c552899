import { describe, expect, it } from 'vitest'

import { sealIdentity, sealReport } from '../src/seal/device'
import { DoesNotOpen, fromText, publicKey, random, unseal, unsealWords } from '../src/seal/sealing'

const reader = (id: string) => {
  const secret = random(32)
  return { id, secret, key: publicKey(secret) }
}

describe('a report sealed on the device', () => {
  it('opens for every reader and for the receipt, and for nobody else', () => {
    const readers = [reader('b'), reader('a')]
    const thread = reader('thread')
    const words = { what: '安全出口被锁', where: '二楼' }
    const sealed = sealReport(words, readers, thread.key)

    for (const one of readers) expect(unsealWords(unseal(one.secret, fromText(sealed.shares[one.id]!)), fromText(sealed.content))).toEqual(words)
    expect(unsealWords(unseal(thread.secret, fromText(sealed.thread_sealed_key)), fromText(sealed.content))).toEqual(words)
    expect(() => unseal(random(32), fromText(sealed.content))).toThrow(DoesNotOpen)
  })

  it('splits a name so that each two custodians hold both halves and one holds noise', () => {
    const custodians = [reader('c'), reader('a'), reader('b')]
    const sealed = sealIdentity({ name: '(演示)林某' }, custodians)
    const secretOf = (id: string) => custodians.find((one) => one.id === id)!.secret
    const keys = sealed.shares.map((share) => {
      const first = unseal(secretOf(share.first_key_id), fromText(share.first_half))
      const second = unseal(secretOf(share.second_key_id), fromText(share.second_half))
      return first.map((byte, at) => byte ^ second[at]!).join()
    })

    expect(sealed.shares.map((share) => share.first_key_id + share.second_key_id)).toEqual(['ab', 'ac', 'bc'])
    expect(new Set(keys).size).toBe(1)
    expect(new Set(sealed.shares.map((share) => share.first_half)).size).toBe(3)
  })
})
