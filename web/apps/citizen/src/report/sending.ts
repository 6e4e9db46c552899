// How a report is sent: sealed on this device wherever it can be. Loaded while it is being written.
import { done } from '@zhiben/kit/api/client'
import { newKey } from '@zhiben/kit/api/fetching'
import { Problem } from '@zhiben/kit/api/problem'
import { drawCode } from '@zhiben/kit/code'

import { reports, upload, type Category, type NewReport, type SealedReport } from '../api'
import { withWork } from '../working'
import type { Answers, Sent } from './answers'

/**
 * Send it. What succeeded is kept in `answers`, so that sending again repeats nothing. `area` is the
 * whole subdistrict's code, for who is not sure.
 */
export async function send(answers: Answers, photos: Blob[], area: string, keep: () => Promise<void>): Promise<Sent> {
  answers.key ||= newKey()
  answers.code ||= drawCode()
  await keep()
  for (let place = answers.tickets.length; place < photos.length; place++) {
    answers.tickets.push(await withWork((headers) => upload(photos[place]!, `${answers.key}-photo-${place}`, headers)))
    await keep()
  }
  return typeof WebAssembly === 'undefined' ? sendPlain(answers, area) : sendSealed(answers, area, keep)
}

async function sendSealed(answers: Answers, area: string, keep: () => Promise<void>): Promise<Sent> {
  answers.sealed ??= await sealed(answers, area)
  await keep()
  const body = answers.sealed
  try {
    await withWork((headers) => done(reports.POST('/v1/reports/sealed', { body, headers: { 'Idempotency-Key': answers.key, ...headers } })))
  } catch (problem) {
    // Somebody who reads came or went while this was written: seal it anew, as a new attempt.
    if (problem instanceof Problem && problem.code === 'keys_changed') Object.assign(answers, { sealed: null, key: newKey() })
    throw problem
  }
  return { code: answers.code, photos: await sendPhotos(answers, body) }
}

/** Photographs are cleaned once more by the service and follow as a message; the report is there already. */
async function sendPhotos(answers: Answers, report: SealedReport): Promise<boolean> {
  if (!answers.tickets.length) return true
  const { fromText, sealWords, toText } = await import('@zhiben/kit/seal/sealing')
  const said = toText(sealWords(fromText(report.public_key), { text: '（随举报提交的照片）' }))
  const body = { receipt_verifier: report.receipt_verifier, sealed: said, uploads: answers.tickets }
  try {
    await done(reports.POST('/v1/receipts/messages', { body, headers: { 'Idempotency-Key': `${answers.key}-photos` } }))
    return true
  } catch (problem) {
    if (problem instanceof Problem) return false
    throw problem
  }
}

async function sealed(answers: Answers, area: string): Promise<SealedReport> {
  const [{ derive }, { sealReport, sealIdentity }, { toText }] = await Promise.all([
    import('@zhiben/kit/seal/receipt'),
    import('@zhiben/kit/seal/device'),
    import('@zhiben/kit/seal/sealing'),
  ])
  const where = { area: answers.area || area, unit_id: answers.unitId || null }
  const [{ data: reception }, { data: stretching }] = await Promise.all([
    done(reports.GET('/v1/report-form/keys', { params: { query: where } })),
    done(reports.GET('/v1/receipts/parameters')),
  ])
  const secrets = await derive(answers.code, stretching)
  const readers = await opened(reception.readers)
  return {
    category: answers.category as Category,
    ...where,
    wants_reward: answers.reward,
    receipt_verifier: toText(secrets.verifier),
    thread_public_key: toText(secrets.threadPublicKey),
    ...sealReport(said(answers), readers, secrets.threadPublicKey),
    identity: answers.named === 'named' ? sealIdentity(identity(answers), await opened(reception.custodians)) : null,
  }
}

async function opened(keys: { id: string; public_key: string }[]): Promise<{ id: string; key: Uint8Array }[]> {
  const { fromText } = await import('@zhiben/kit/seal/sealing')
  return keys.map((one) => ({ id: one.id, key: fromText(one.public_key) }))
}

/** For browsers without WebAssembly: the service seals on arrival, and makes the code. */
async function sendPlain(answers: Answers, area: string): Promise<Sent> {
  const { answers: more, ...words } = said(answers)
  const body: NewReport = {
    ...words,
    answers: more,
    category: answers.category as Category,
    area: answers.area || area,
    unit_id: answers.unitId || null,
    wants_reward: answers.reward,
    identity: answers.named === 'named' ? identity(answers) : null,
    uploads: answers.tickets,
  }
  const { data } = await withWork((headers) => done(reports.POST('/v1/reports', { body, headers: { 'Idempotency-Key': answers.key, ...headers } })))
  return { code: data.receipt_code?.replaceAll(' ', '') ?? '', photos: true }
}

function said(answers: Answers) {
  return {
    what: answers.story.trim(),
    where: answers.place.trim(),
    unit_name: answers.unit.trim() || null,
    happened_at: answers.when ? new Date(`${answers.when}:00+08:00`).toISOString() : null,
    is_employee: answers.employee,
    answers: Object.fromEntries(Object.entries(answers.more).filter(([, text]) => text)),
  }
}

function identity(answers: Answers) {
  return { name: answers.name.trim(), phone: answers.phone.trim() }
}
