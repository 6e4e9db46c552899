// A report as it leaves the device: sealed to those who may read it, the name to each two custodians.
// The service keeps it and never sees a word.
import { lock, padded, publicKey, random, seal, sealWords, toText } from './sealing'

export interface Reader {
  id: string
  /** Its bytes. */
  key: Uint8Array
}

const KEY = 32
const NAME_BYTES = 2048

/** Draw the report's own key pair and seal its private half to every reader and to the receipt. */
export function sealReport(words: Record<string, unknown>, readers: Reader[], threadPublicKey: Uint8Array) {
  const own = random(KEY)
  const to = publicKey(own)
  return {
    public_key: toText(to),
    thread_sealed_key: toText(seal(threadPublicKey, own)),
    content: toText(sealWords(to, words)),
    shares: Object.fromEntries(readers.map(({ id, key }) => [id, toText(seal(key, own))])),
  }
}

/** Lock a name away so that it takes any two custodians to open it, and no fewer. */
export function sealIdentity(words: Record<string, unknown>, custodians: Reader[]) {
  const id = crypto.randomUUID()
  const key = random(KEY)
  const plain = padded(new TextEncoder().encode(JSON.stringify(words)), NAME_BYTES)
  const sorted = [...custodians].sort((a, b) => (a.id < b.id ? -1 : 1))
  const shares = sorted.flatMap((first, place) =>
    sorted.slice(place + 1).map((second) => {
      const half = random(KEY)
      return {
        first_key_id: first.id,
        first_half: toText(seal(first.key, half)),
        second_key_id: second.id,
        second_half: toText(seal(second.key, key.map((byte, at) => byte ^ half[at]!))),
      }
    }),
  )
  return { id, blob: toText(lock(key, plain, `identity:${id}`)), shares }
}
