// The vectors are libsodium's: `tests/web/test_vectors.py` opens them with PyNaCl.
import { describe, expect, it } from 'vitest'

import { derive } from '../src/seal/receipt'
import { DoesNotOpen, fromText, lock, padded, padme, publicKey, seal, sealWords, toText, unpadded, unseal, unsealWords, WORDS_BLOCK } from '../src/seal/sealing'
import vectors from './vectors.json'

describe('sealed boxes', () => {
  it.each(vectors.sealed)('makes the bytes that libsodium makes', (one) => {
    const plain = padded(new TextEncoder().encode(JSON.stringify(one.words)), WORDS_BLOCK)
    const sealed = seal(fromText(one.public), plain, fromText(one.ephemeral))

    expect(toText(publicKey(fromText(one.private)))).toBe(one.public)
    expect(toText(sealed)).toBe(one.sealed)
  })

  it.each(vectors.sealed)('opens what libsodium made', (one) => {
    expect(unsealWords(fromText(one.private), fromText(one.sealed))).toEqual(one.words)
  })

  it('opens for nobody else, and not once it was touched', () => {
    const one = vectors.sealed[0]!
    const sealed = fromText(one.sealed)
    expect(() => unseal(fromText(vectors.sealed[1]!.private), sealed)).toThrow(DoesNotOpen)
    for (const place of [0, 1, 40, sealed.length - 1]) {
      const touched = sealed.slice()
      touched[place]! ^= 1
      expect(() => unseal(fromText(one.private), touched)).toThrow(DoesNotOpen)
    }
    expect(() => unseal(fromText(one.private), sealed.slice(0, 40))).toThrow(DoesNotOpen)
  })

  it('locks as libsodium does, bound to its context', () => {
    const one = vectors.locked
    const plain = new TextEncoder().encode(one.plain)
    expect(toText(lock(fromText(one.key), plain, one.context, fromText(one.nonce)))).toBe(one.locked)
    expect(toText(lock(fromText(one.key), plain, 'another', fromText(one.nonce)))).not.toBe(one.locked)
  })

  it('draws another key each time', () => {
    const to = fromText(vectors.sealed[0]!.public)
    expect(toText(sealWords(to, { text: 'a' }))).not.toBe(toText(sealWords(to, { text: 'a' })))
  })

  it('hides how long a text is', () => {
    for (const length of [0, 1, 1022]) expect(padded(new Uint8Array(length), WORDS_BLOCK)).toHaveLength(1024)
    expect(padded(new Uint8Array(1024), WORDS_BLOCK)).toHaveLength(1088)
    expect([1, 2, 9, 1025, 2048, 2049, 5000].map(padme)).toEqual([1, 2, 10, 1088, 2048, 2176, 5120])
    expect(unpadded(padded(new Uint8Array([1, 0x80, 0]), 16))).toEqual(new Uint8Array([1, 0x80, 0]))
    expect(() => unpadded(new Uint8Array(16))).toThrow(DoesNotOpen)
  })
})

describe('the receipt', () => {
  it('yields the secrets that the service knows it by', async () => {
    const { code, stretching, ...expected } = vectors.receipt
    const secrets = await derive(code, stretching)

    expect(toText(secrets.verifier)).toBe(expected.verifier)
    expect(toText(secrets.threadKey)).toBe(expected.thread_key)
    expect(toText(secrets.threadPublicKey)).toBe(expected.thread_public_key)
  })
})
