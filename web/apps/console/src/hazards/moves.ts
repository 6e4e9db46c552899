// What can be done with a hazard: by whom, when, and what one has to say. The registry decides;
// this table only shows each person the moves that he may try.
import type { components } from '@zhiben/kit/api/schema/hazard-registry'
import { may, type Operation } from '@zhiben/kit/api/may'

import type { MoveWord } from './move-words'

export type Hazard = components['schemas']['HazardDetail']
type Status = Hazard['status']

export interface Field {
  name: string
  label: MoveWord
  kind: 'line' | 'words' | 'date' | 'money' | 'percent' | 'yes' | 'department' | 'level' | 'order' | 'criteria' | 'photos'
  /** Whether it may stay empty; a major hazard's plan may lack nothing. */
  optional?: boolean | 'unless major'
  /** What stands there before somebody types. */
  from?: (hazard: Hazard) => string | null
}

export interface Move {
  name: MoveWord
  /** The last part of its path. */
  path: string
  right: Operation
  fields: Field[]
  when: (hazard: Hazard) => boolean
  /** Where it is the step that leads on; elsewhere it is in the menu. */
  next?: (hazard: Hazard) => boolean
  danger?: boolean
}

const LIVE: Status[] = ['verified', 'planned', 'rectifying', 'awaiting_review']
const is = (...wanted: Status[]) => (hazard: Hazard) => wanted.includes(hazard.status)
const always = () => true
const reason: Field = { name: 'reason', label: 'reason', kind: 'words' }

export const MOVES: Move[] = [
  {
    name: 'verify', path: 'verify', right: 'hazards.verify_hazard', when: is('reported'), next: always,
    fields: [
      { name: 'level', label: 'level', kind: 'level' },
      { name: 'criteria', label: 'criteria', kind: 'criteria', optional: true },
      { name: 'exception_reason', label: 'exception', kind: 'words', optional: true },
      { name: 'department', label: 'department', kind: 'department', from: (hazard) => hazard.department },
      { name: 'due_on', label: 'due', kind: 'date' },
      { name: 'finding', label: 'finding', kind: 'words' },
    ],
  },
  { name: 'reject', path: 'reject', right: 'hazards.reject_hazard', when: is('reported'), fields: [reason], danger: true },
  {
    name: 'plan', path: 'plan', right: 'hazards.plan_hazard', when: is('verified', 'planned', 'rectifying'), next: is('verified'),
    fields: [
      { name: 'responsible', label: 'responsible', kind: 'line', from: (hazard) => hazard.responsible },
      { name: 'measures', label: 'measures', kind: 'words', from: (hazard) => hazard.measures },
      { name: 'funds', label: 'funds', kind: 'money', from: (hazard) => (hazard.funds === null ? null : String(hazard.funds)) },
      { name: 'deadline', label: 'deadline', kind: 'date', from: (hazard) => hazard.deadline ?? hazard.due_on },
      { name: 'contingency', label: 'contingency', kind: 'words', optional: 'unless major', from: (hazard) => hazard.contingency },
      { name: 'interim_control', label: 'interim', kind: 'words', optional: true, from: (hazard) => hazard.interim_control },
    ],
  },
  { name: 'start', path: 'start', right: 'hazards.start_hazard', when: is('planned'), next: always, fields: [] },
  {
    name: 'progress', path: 'progress', right: 'hazards.progress_hazard', when: is('rectifying'),
    fields: [
      { name: 'percent', label: 'percent', kind: 'percent', from: (hazard) => String(hazard.percent) },
      { name: 'funds_used', label: 'fundsUsed', kind: 'money', optional: true },
      { name: 'note', label: 'note', kind: 'words' },
      { name: 'attachments', label: 'photos', kind: 'photos', optional: true },
    ],
  },
  {
    name: 'submit', path: 'submit', right: 'hazards.submit_hazard', when: is('rectifying'), next: always,
    fields: [
      { name: 'note', label: 'note', kind: 'words' },
      { name: 'attachments', label: 'evidence', kind: 'photos' },
    ],
  },
  {
    name: 'review', path: 'review', right: 'hazards.review_hazard', when: is('awaiting_review'), next: always,
    fields: [
      { name: 'passed', label: 'passed', kind: 'yes' },
      { name: 'visited_on', label: 'visited', kind: 'date' },
      { name: 'opinion', label: 'opinion', kind: 'words' },
    ],
  },
  {
    name: 'close', path: 'close', right: 'hazards.close_hazard', next: always,
    when: (hazard) => hazard.status === 'awaiting_review' && hazard.passed_on !== null,
    fields: [{ name: 'opinion', label: 'opinion', kind: 'words' }],
  },
  {
    name: 'reopen', path: 'reopen', right: 'hazards.reopen_hazard', when: is('closed'),
    fields: [reason, { name: 'due_on', label: 'due', kind: 'date' }],
  },
  {
    name: 'askExtension', path: 'ask-extension', right: 'hazards.ask_extension',
    when: (hazard) => LIVE.includes(hazard.status) && hazard.extension_to === null,
    fields: [{ name: 'to_on', label: 'until', kind: 'date' }, reason],
  },
  {
    name: 'grantExtension', path: 'grant-extension', right: 'hazards.grant_extension', when: (hazard) => hazard.extension_to !== null, next: always,
    fields: [{ name: 'decision', label: 'decision', kind: 'words', optional: true }],
  },
  {
    name: 'refuseExtension', path: 'refuse-extension', right: 'hazards.refuse_extension', when: (hazard) => hazard.extension_to !== null,
    fields: [{ name: 'decision', label: 'decision', kind: 'words' }],
  },
  {
    name: 'order', path: 'order', right: 'hazards.order_hazard', when: (hazard) => LIVE.includes(hazard.status) && hazard.order_level === null,
    fields: [
      { name: 'level', label: 'orderLevel', kind: 'order' },
      { name: 'number', label: 'letter', kind: 'line', optional: true },
      { name: 'listed', label: 'listed', kind: 'yes' },
      { name: 'issued_on', label: 'issued', kind: 'date' },
      { name: 'due_on', label: 'due', kind: 'date' },
      { name: 'opinion', label: 'opinion', kind: 'words', optional: true },
    ],
  },
  {
    name: 'replyOrder', path: 'reply-order', right: 'hazards.reply_order', when: (hazard) => hazard.order_level !== null,
    fields: [{ name: 'reply', label: 'reply', kind: 'words' }],
  },
  { name: 'liftOrder', path: 'lift-order', right: 'hazards.lift_order', when: (hazard) => hazard.order_level !== null, fields: [reason] },
  {
    name: 'stop', path: 'stop', right: 'hazards.stop_hazard', when: (hazard) => LIVE.includes(hazard.status) && hazard.stopped_on === null, danger: true,
    fields: [
      { name: 'scope', label: 'scope', kind: 'line' },
      { name: 'document', label: 'document', kind: 'line' },
    ],
  },
  {
    name: 'applyResumption', path: 'apply-resumption', right: 'hazards.apply_resumption', when: (hazard) => hazard.stopped_on !== null && hazard.resumption_on === null,
    fields: [{ name: 'application', label: 'application', kind: 'words' }],
  },
  {
    name: 'resume', path: 'resume', right: 'hazards.resume_hazard', when: (hazard) => hazard.resumption_on !== null,
    fields: [{ name: 'opinion', label: 'opinion', kind: 'words' }],
  },
]

/** The moves that this person may try now. */
export function movesFor(hazard: Hazard): Move[] {
  return MOVES.filter((move) => move.when(hazard) && may(move.right))
}

/** The five of a plan (五落实) that are not there yet; a major hazard needs them all. */
export function missingOfPlan(hazard: Hazard): MoveWord[] {
  const five: [MoveWord, unknown][] = [
    ['responsible', hazard.responsible],
    ['measures', hazard.measures],
    ['funds', hazard.funds],
    ['deadline', hazard.deadline],
    ['contingency', hazard.contingency],
  ]
  return five.filter(([, value]) => value === null).map(([word]) => word)
}

export function isOptional(field: Field, hazard: Hazard): boolean {
  return field.optional === 'unless major' ? hazard.level !== 'major' : (field.optional ?? false)
}
