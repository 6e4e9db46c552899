// What somebody with a receipt may do. The code becomes a verifier on this device, and what the
// office wrote is opened here: the service sees neither the code nor a key.
import { done } from '@zhiben/kit/api/client'
import type { components } from '@zhiben/kit/api/schema/reporting-whistleblower'

import { reports, upload, type Reward, type Thread } from '../api'
import { withWork } from '../working'

type Proof = { receipt_code: string } | { receipt_verifier: string }
export type Act = components['schemas']['Act']

export interface Letter {
  mine: boolean
  topic: string
  on: string
  text: string
}

export interface Opened {
  thread: Thread
  letters: Letter[]
}

export class Receipt {
  private attempt: { key: string; body: components['schemas']['MessageIn'] } | null = null

  private constructor(
    private readonly proof: Proof,
    private readonly threadKey: Uint8Array | null,
  ) {}

  static async of(code: string): Promise<Receipt> {
    if (typeof WebAssembly === 'undefined') return new Receipt({ receipt_code: code }, null)
    const { data } = await done(reports.GET('/v1/receipts/parameters'))
    const { derive } = await import('@zhiben/kit/seal/receipt')
    const { toText } = await import('@zhiben/kit/seal/sealing')
    const secrets = await derive(code, data)
    return new Receipt({ receipt_verifier: toText(secrets.verifier) }, secrets.threadKey)
  }

  async open(): Promise<Opened> {
    const { data } = await withWork((headers) => done(reports.POST('/v1/receipts', { body: { ...this.proof }, headers })))
    const read = await this.reader(data)
    const letters = data.letters.map((one) => ({
      mine: one.author === 'reporter',
      topic: one.topic,
      on: one.on,
      text: one.text ?? read(one.sealed ?? ''),
    }))
    return { thread: data, letters }
  }

  /** What is written is sealed here; the same attempt is sent again in the same bytes. */
  async write(key: string, to: string, text: string, photos: Blob[]): Promise<void> {
    const uploads: string[] = []
    for (const [place, photo] of photos.entries()) uploads.push(await withWork((headers) => upload(photo, `${key}-photo-${place}`, headers)))
    if (this.attempt?.key !== key) this.attempt = { key, body: { ...this.proof, ...(await this.words(to, text)), uploads } }
    await done(reports.POST('/v1/receipts/messages', { body: this.attempt.body, ...keyed(key) }))
  }

  async withdraw(key: string): Promise<void> {
    await done(reports.POST('/v1/receipts/withdraw', { body: { ...this.proof }, ...keyed(key) }))
  }

  async object(key: string, reason: string): Promise<void> {
    await done(reports.POST('/v1/receipts/objection', { body: { ...this.proof, reason }, ...keyed(key) }))
  }

  async complain(key: string, acts: Act[], text: string, inquiry: boolean): Promise<void> {
    await done(reports.POST('/v1/receipts/retaliation', { body: { ...this.proof, acts, text, inquiry }, ...keyed(key) }))
  }

  async claim(key: string, way: { password: string } | { account: { holder: string; bank: string; number: string } }): Promise<Reward> {
    const body = { ...this.proof, ...way, not_excluded: true, shares: [] }
    return (await done(reports.POST('/v1/receipts/claim', { body, ...keyed(key) }))).data
  }

  private async words(to: string, text: string): Promise<{ text: string } | { sealed: string }> {
    if (!this.threadKey) return { text }
    const { fromText, sealWords, toText } = await import('@zhiben/kit/seal/sealing')
    return { sealed: toText(sealWords(fromText(to), { text })) }
  }

  private async reader(thread: Thread): Promise<(sealed: string) => string> {
    if (!this.threadKey) return () => ''
    const { fromText, unseal, unsealWords } = await import('@zhiben/kit/seal/sealing')
    const content = unseal(this.threadKey, fromText(thread.sealed_key))
    return (sealed) => String(unsealWords(content, fromText(sealed)).text ?? '')
  }
}

function keyed(key: string): { headers: Record<string, string> } {
  return { headers: { 'Idempotency-Key': key } }
}
