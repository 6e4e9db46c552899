// How hazards are spoken of: a word in both languages for each of the registry's codes.
import type { components } from '../api/schema/hazard-registry'
import { messages } from '../i18n'
import type { Tone } from '../parts/StatusTag.vue'

type Schemas = components['schemas']
export type HazardStatus = Schemas['Status']
export type HazardLevel = Schemas['Level']
export type HazardChannel = Schemas['Channel']
export type OrderLevel = Schemas['OrderLevel']

export const nameOf = messages(
  {
    reported: '待认定',
    verified: '已认定',
    planned: '已定方案',
    rectifying: '整改中',
    awaiting_review: '待复查',
    closed: '已销号',
    rejected: '不属实',
    suspected: '疑似',
    general: '一般',
    major: '重大',
    self_check: '企业自查',
    supervision: '督导检查',
    public_report: '群众举报',
    subdistrict: '街道督办',
    county: '南安市督办',
    city: '泉州市督办',
    province: '省级督办',
  },
  {
    reported: 'To verify',
    verified: 'Verified',
    planned: 'Planned',
    rectifying: 'Being rectified',
    awaiting_review: 'To review',
    closed: 'Closed',
    rejected: 'Not confirmed',
    suspected: 'Suspected',
    general: 'General',
    major: 'Major',
    self_check: 'Own check',
    supervision: 'Supervision',
    public_report: 'Public report',
    subdistrict: 'Order: subdistrict',
    county: 'Order: Nan’an',
    city: 'Order: Quanzhou',
    province: 'Order: province',
  },
)

export const STATUSES: HazardStatus[] = ['reported', 'verified', 'planned', 'rectifying', 'awaiting_review', 'closed', 'rejected']
export const LEVELS: HazardLevel[] = ['suspected', 'general', 'major']
export const CHANNELS: HazardChannel[] = ['self_check', 'supervision', 'public_report']

export const LEVEL_TONES: Record<HazardLevel, Tone> = { suspected: 'plain', general: 'info', major: 'bad' }
export const STATUS_TONES: Record<HazardStatus, Tone> = {
  reported: 'warn',
  verified: 'info',
  planned: 'info',
  rectifying: 'info',
  awaiting_review: 'warn',
  closed: 'good',
  rejected: 'plain',
}
