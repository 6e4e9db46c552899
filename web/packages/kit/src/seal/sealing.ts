// Sealed boxes as libsodium makes them (crypto_box_seal), with the suite's byte and the padding that
// reporting-whistleblower's `use_cases/sealing.py` expects. Tested against PyNaCl.
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { xsalsa20poly1305, hsalsa } from '@noble/ciphers/salsa.js'
import { x25519 } from '@noble/curves/ed25519.js'
import { blake2b } from '@noble/hashes/blake2.js'

const SUITE = 1
const KEY = 32
const SIGMA = words(new TextEncoder().encode('expand 32-byte k'))
export const WORDS_BLOCK = 1024 // lengths of words leak no finer than this

export class DoesNotOpen extends Error {}

export function publicKey(secret: Uint8Array): Uint8Array {
  return x25519.getPublicKey(secret)
}

/** Seal for whoever holds the private half; `ephemeral` is drawn at random, but for tests. */
export function seal(to: Uint8Array, plain: Uint8Array, ephemeral: Uint8Array = random(KEY)): Uint8Array {
  const own = x25519.getPublicKey(ephemeral)
  const box = xsalsa20poly1305(shared(ephemeral, to), nonce(own, to)).encrypt(plain)
  return joined(new Uint8Array([SUITE]), own, box)
}

/** Throws `DoesNotOpen` where it was sealed for another key, or changed. */
export function unseal(secret: Uint8Array, sealed: Uint8Array): Uint8Array {
  if (sealed[0] !== SUITE || sealed.length < 1 + KEY + 16) throw new DoesNotOpen()
  const ephemeral = sealed.subarray(1, 1 + KEY)
  try {
    const opener = xsalsa20poly1305(shared(secret, ephemeral), nonce(ephemeral, publicKey(secret)))
    return opener.decrypt(sealed.slice(1 + KEY))
  } catch {
    throw new DoesNotOpen()
  }
}

/** Seal a small document of words, padded. */
export function sealWords(to: Uint8Array, document: Record<string, unknown>): Uint8Array {
  return seal(to, padded(new TextEncoder().encode(JSON.stringify(document)), WORDS_BLOCK))
}

export function unsealWords(secret: Uint8Array, sealed: Uint8Array): Record<string, unknown> {
  const plain = unpadded(unseal(secret, sealed))
  return JSON.parse(new TextDecoder().decode(plain)) as Record<string, unknown>
}

/** Encrypt under a shared key, bound to a context (XChaCha20-Poly1305). */
export function lock(key: Uint8Array, plain: Uint8Array, context: string, nonce: Uint8Array = random(24)): Uint8Array {
  const box = xchacha20poly1305(key, nonce, new TextEncoder().encode(context)).encrypt(plain)
  return joined(new Uint8Array([SUITE]), nonce, box)
}

export function random(bytes: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(bytes))
}

/** Fill up to a Padmé length of at least `least` (ISO 7816-4, as `sodium_pad`): the length says little. */
export function padded(plain: Uint8Array, least: number): Uint8Array {
  const filled = new Uint8Array(Math.max(least, padme(plain.length + 1)))
  filled.set(plain)
  filled[plain.length] = 0x80
  return filled
}

/** At most 12 % more, and few lengths in all (Nikitin et al., PETS 2019). */
export function padme(length: number): number {
  if (length < 2) return length
  const exponent = 31 - Math.clz32(length)
  const mask = 2 ** (exponent - (32 - Math.clz32(exponent))) - 1
  return (length + mask) & ~mask
}

export function unpadded(filled: Uint8Array): Uint8Array {
  let end = filled.length - 1
  while (end >= 0 && filled[end] === 0) end--
  if (filled[end] !== 0x80) throw new DoesNotOpen()
  return filled.subarray(0, end)
}

/** base64url without padding. */
export function toText(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

export function fromText(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
}

/** crypto_box_beforenm: HSalsa20 of the X25519 secret. */
function shared(secret: Uint8Array, other: Uint8Array): Uint8Array {
  const key = new Uint32Array(8)
  hsalsa(SIGMA, words(x25519.getSharedSecret(secret, other)), new Uint32Array(4), key)
  return new Uint8Array(key.buffer)
}

function nonce(ephemeral: Uint8Array, to: Uint8Array): Uint8Array {
  return blake2b(joined(ephemeral, to), { dkLen: 24 })
}

function words(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice().buffer)
}

function joined(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let place = 0
  for (const part of parts) {
    whole.set(part, place)
    place += part.length
  }
  return whole
}
