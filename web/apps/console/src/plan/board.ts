// The plan board's shapes, as the gateway lays them out.
import type { components } from '@zhiben/kit/api/schema/gateway'
import type { Tone } from '@zhiben/kit/parts/StatusTag.vue'

export type Board = components['schemas']['BoardOut']
export type Row = components['schemas']['BoardRow']
export type Figure = components['schemas']['FigureOut']
export type Light = 'green' | 'yellow' | 'red' | 'grey'

export const LIGHTS: Light[] = ['red', 'yellow', 'green', 'grey']
export const LIGHT_TONES: Record<Light, Tone> = { green: 'good', yellow: 'warn', red: 'bad', grey: 'plain' }

export function lightOf(of: { light: string }): Light {
  return of.light as Light
}

/** A row and, where it stands in parts, these as rows of their own. */
export function withParts(row: Row): Row[] {
  return row.parts.length ? row.parts : [row]
}

/** The list behind a figure, as a page of this console where there is one. */
export function pageBehind(figure: Figure): string | null {
  const [path, query = ''] = figure.list_url.split('?')
  if (path !== '/v1/hazards') return null
  const asked = new URLSearchParams(query)
  const KNOWN = ['level', 'status', 'channel', 'area', 'department']
  const kept = [...asked].filter(([name]) => KNOWN.includes(name))
  if (asked.get('overdue') === 'true') kept.push(['due', 'late'])
  if (asked.get('open') === 'true') kept.push(['open', '1'])
  const lost = [...asked.keys()].some((name) => !KNOWN.includes(name) && !['overdue', 'open', 'as_of'].includes(name))
  return lost ? null : `/hazards?${new URLSearchParams(kept).toString()}`
}
