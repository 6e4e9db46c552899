// What this installation is called, whom to ring, and who may be tried out.
import { clientFor, done } from './api/client'
import { nobody } from './api/fetching'
import type { components, paths } from './api/schema/gateway'

export type About = components['schemas']['AboutOut']

let asked: Promise<About> | null = null

/** Asked once a page; whoever asks stays unknown. */
export function about(): Promise<About> {
  asked ??= done(clientFor<paths>(nobody).GET('/v1/about')).then(({ data }) => data)
  asked.catch(() => (asked = null))
  return asked
}
