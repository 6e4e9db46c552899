// The receipt: sixteen digits made on this device, and what Argon2id makes of them. Loaded only when
// somebody sends or follows a report.
import { argon2id } from 'hash-wasm'

import { fromText, publicKey } from './sealing'

export interface Stretching {
  salt: string
  memory_kib: number
  passes: number
  parallelism: number
  length: number
}

export interface Secrets {
  verifier: Uint8Array
  threadKey: Uint8Array
  threadPublicKey: Uint8Array
}

export async function derive(code: string, how: Stretching): Promise<Secrets> {
  const bytes = await argon2id({
    password: code,
    salt: fromText(how.salt),
    memorySize: how.memory_kib,
    iterations: how.passes,
    parallelism: how.parallelism,
    hashLength: how.length,
    outputType: 'binary',
  })
  const threadKey = bytes.slice(32, 64)
  return { verifier: bytes.slice(0, 32), threadKey, threadPublicKey: publicKey(threadKey) }
}
