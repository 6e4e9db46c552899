// How every request goes out: with the language, the CSRF token and an idempotency key, again where
// that is safe, and after a new sign-in where the session had ended.
import { language } from '../i18n'

const AGAIN = new Set([502, 503, 504])
const PAUSES = [400, 1500] // milliseconds
const SAFE = new Set(['GET', 'HEAD'])

export interface Identity {
  csrf: string | null
  /** Ask the person to sign in again; false if they will not. */
  signInAgain?: () => Promise<boolean>
}

export const nobody: Identity = { csrf: null }

export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Make a `fetch` for one app. Rejects with TypeError where there is no network. */
export function fetching(identity: Identity): (request: Request) => Promise<Response> {
  return async (original) => {
    const headers = new Headers(original.headers)
    headers.set('Accept-Language', language.value === 'zh' ? 'zh-CN' : 'en')
    if (!SAFE.has(original.method) && !headers.has('Idempotency-Key')) headers.set('Idempotency-Key', newKey())
    // Read once: a body that is being read cannot be sent a second time.
    const body = SAFE.has(original.method) ? null : await original.blob()
    const send = () => {
      if (identity.csrf && !SAFE.has(original.method)) headers.set('X-CSRF-Token', identity.csrf)
      return fetch(original.url, {
        method: original.method,
        headers,
        body: body && body.size ? body : null,
        signal: original.signal,
        cache: 'no-store',
        credentials: identity === nobody ? 'omit' : 'same-origin',
        referrerPolicy: 'no-referrer',
      })
    }
    const response = await patiently(send)
    if (response.status === 401 && identity.signInAgain && (await identity.signInAgain())) return patiently(send)
    return response
  }
}

/** Try again after a pause; the idempotency key makes a second arrival harmless. */
async function patiently(send: () => Promise<Response>): Promise<Response> {
  for (const pause of PAUSES) {
    try {
      const response = await send()
      if (!AGAIN.has(response.status)) return response
    } catch (error) {
      if (!(error instanceof TypeError) || !navigator.onLine) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  return send()
}
