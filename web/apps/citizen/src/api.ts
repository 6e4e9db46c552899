// The services as somebody reaches them whom nobody may know: without any cookie.
import { clientFor } from '@zhiben/kit/api/client'
import { nobody } from '@zhiben/kit/api/fetching'
import type { components as AreaTypes, paths as HazardPaths } from '@zhiben/kit/api/schema/hazard-registry'
import type { components, paths as ReportPaths } from '@zhiben/kit/api/schema/reporting-whistleblower'
import { done } from '@zhiben/kit/api/client'

export const reports = clientFor<ReportPaths>(nobody)
export const registers = clientFor<HazardPaths>(nobody)

export type NewReport = components['schemas']['NewReport']
export type SealedReport = components['schemas']['SealedReport']
export type Question = components['schemas']['QuestionOut']
export type Category = components['schemas']['Category']
export type Thread = components['schemas']['ThreadOut']
export type Reward = components['schemas']['RewardForReporterOut']
export type Area = AreaTypes['schemas']['AreaOut']

/** Send one photograph; its ticket holds the only key to it. */
export async function upload(photo: Blob, key: string, headers: Record<string, string> = {}): Promise<string> {
  const sent = reports.POST('/v1/report-uploads', {
    // The body is the picture itself, which the description cannot say.
    body: photo as never,
    headers: { 'Content-Type': 'image/jpeg', 'Idempotency-Key': key, ...headers },
  })
  return (await done(sent)).data.ticket
}
