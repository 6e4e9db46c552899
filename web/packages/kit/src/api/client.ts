// Typed clients, one a service: `const { data } = await done(hazards.GET('/v1/hazards', …))`.
import createClient, { type Client } from 'openapi-fetch'

import { fetching, type Identity } from './fetching'
import { offline, problemOf } from './problem'

export function clientFor<Paths extends object>(identity: Identity): Client<Paths> {
  return createClient<Paths>({ baseUrl: location.origin, fetch: fetching(identity) })
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
