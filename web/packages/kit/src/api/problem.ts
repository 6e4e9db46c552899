// A refusal of the API (RFC 9457), in words a person can act on.
import { t } from '../words'

export interface FieldError {
  /** JSON pointer into what was sent, as `/unit_code`. */
  pointer: string
  message: string
}

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: FieldError[] = [],
    /** Names the request in the logs. */
    readonly number: string | null = null,
    readonly document: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
  }

  get offline(): boolean {
    return this.status === 0
  }
}

/** Read a refusal; whatever came instead of a problem document still becomes a sentence. */
export function problemOf(body: unknown, response: Response): Problem {
  const document = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const errors = Array.isArray(document.errors) ? (document.errors as Record<string, string>[]) : []
  const fields = errors.map((e) => ({ pointer: e.pointer ?? '', message: e.message ?? e.code ?? '' }))
  const said = document.detail ?? document.title
  const number = document.request_id ?? response.headers.get('x-request-id')
  return new Problem(
    response.status,
    typeof document.code === 'string' ? document.code : '',
    typeof said === 'string' && said ? said : inWords(response),
    fields,
    typeof number === 'string' ? number : null,
    document,
  )
}

export function offline(): Problem {
  return new Problem(0, 'offline', t('offline'))
}

function inWords(response: Response): string {
  switch (response.status) {
    case 403:
      return t('forbidden')
    case 404:
      return t('notFound')
    case 412:
      return t('changed')
    case 429:
      return t('tooOften', { n: response.headers.get('retry-after') ?? '60' })
    case 502:
    case 503:
    case 504:
      return t('unavailable')
    default:
      return t('unexpected')
  }
}
