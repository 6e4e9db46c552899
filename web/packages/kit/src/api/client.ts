// Typed clients, one a service: `const { data } = await done(hazards.GET('/v1/hazards', …))`.
import type { Client } from 'openapi-fetch'

import { fetching, type Identity } from './fetching'
import { offline, problemOf } from './problem'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

interface Asked {
  params?: { path?: Record<string, unknown>; query?: Record<string, unknown>; header?: Record<string, unknown> }
  headers?: Record<string, string>
  /** A document, or a file's bytes as they are. */
  body?: unknown
  signal?: AbortSignal
}

/** The types are openapi-fetch's; what they need at run time is these few lines. */
export function clientFor<Paths extends object>(identity: Identity): Client<Paths> {
  const send = fetching(identity)
  const ask = (method: string) => async (path: string, asked: Asked = {}): Promise<Answer> => {
    const response = await send(request(method, path, asked))
    const body: unknown = await content(response)
    return response.ok ? { data: body, response } : { error: body, response }
  }
  return Object.fromEntries(METHODS.map((method) => [method, ask(method)])) as unknown as Client<Paths>
}

function request(method: string, path: string, { params = {}, headers, body, signal }: Asked): Request {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params.path?.[name])))
  const url = new URL(filled, location.origin)
  for (const [name, value] of Object.entries(params.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null) url.searchParams.append(name, String(one))
  }
  const sent = new Headers({ ...(params.header as Record<string, string>), ...headers })
  if (body === undefined) return new Request(url, { method, headers: sent, signal })
  if (body instanceof Blob) return new Request(url, { method, headers: sent, signal, body })
  sent.set('Content-Type', 'application/json')
  return new Request(url, { method, headers: sent, signal, body: JSON.stringify(body) })
}

/** Documents are parsed; files come as they are. */
async function content(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined
  const type = response.headers.get('content-type') ?? ''
  if (!/json/.test(type)) return response.ok ? response.blob() : undefined
  return response.json().catch(() => undefined)
}

interface Answer {
  data?: unknown
  error?: unknown
  response: Response
}

export interface Done<Data> {
  data: Data
  /** The version to send back as `If-Match`, where the answer is one thing. */
  version: string | null
  response: Response
}

/** Wait for an answer. Throws `Problem`, also where there is no network. */
export async function done<A extends Answer>(asked: Promise<A>): Promise<Done<Exclude<A['data'], undefined>>> {
  let answer: A
  try {
    answer = await asked
  } catch (error) {
    if (error instanceof TypeError) throw offline()
    throw error
  }
  if (!answer.response.ok) throw problemOf(answer.error, answer.response)
  return {
    data: answer.data as Exclude<A['data'], undefined>,
    version: answer.response.headers.get('etag'),
    response: answer.response,
  }
}

/** Say which version a change is meant for. */
export function ifMatch(version: string | number | null): { 'if-match': string } {
  const text = String(version ?? '')
  return { 'if-match': text.startsWith('"') ? text : `"${text}"` }
}
