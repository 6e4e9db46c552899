// What somebody has answered so far.
import type { Category, SealedReport } from '../api'

export interface Answers {
  step: number
  area: string
  unitId: string
  unit: string
  place: string
  category: Category | ''
  story: string
  when: string
  /** By the codes of the form's questions. */
  more: Record<string, string>
  named: 'anonymous' | 'named'
  employee: boolean
  name: string
  phone: string
  reward: boolean
  /** Made once and kept, so that a second attempt is the same report. */
  code: string
  key: string
  tickets: string[]
  sealed: SealedReport | null
}

export interface Sent {
  code: string
  /** False where the report arrived and its photographs did not. */
  photos: boolean
}

export function blank(): Answers {
  return {
    ...{ step: 1, area: '', unitId: '', unit: '', place: '', category: '', story: '', when: '', more: {} },
    ...{ named: 'anonymous', employee: false, name: '', phone: '', reward: false },
    ...{ code: '', key: '', tickets: [], sealed: null },
  }
}
