// Who is signed in. The session itself is a cookie that no script can read.
import { reactive, readonly } from 'vue'

import { clientFor, done } from './client'
import type { Identity } from './fetching'
import { Problem } from './problem'
import type { components, paths } from './schema/gateway'

export type Account = components['schemas']['AccountOut']
export type Role = components['schemas']['Role']

interface State {
  account: Account | null
  /** Whether we have asked yet. */
  known: boolean
  /** Set while somebody whose session ended is asked to sign in again. */
  asking: ((signedIn: boolean) => void) | null
}

const state = reactive<State>({ account: null, known: false, asking: null })
export const session = readonly(state)

export const identity: Identity = { csrf: null, signInAgain }
const here = clientFor<paths>(identity)
/** For sign-in itself, where a 401 is an answer. */
const plain = clientFor<paths>({ get csrf() { return identity.csrf } })

/** Ask who is signed in; nobody is an answer, too. */
export async function recognise(): Promise<void> {
  try {
    const { data } = await done(plain.GET('/v1/me'))
    state.account = data
    identity.csrf = data.csrf_token
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error
    state.account = null
  } finally {
    state.known = true
  }
}

export async function signIn(login: string, password: string): Promise<void> {
  const { data } = await done(plain.POST('/v1/sign-in', { body: { login, password, kind: 'web' } }))
  identity.csrf = data.csrf_token
  state.account = data.account
  state.known = true
  answer(true)
}

export async function signOut(): Promise<void> {
  await done(plain.POST('/v1/sign-out')).catch((problem: unknown) => {
    if (!(problem instanceof Problem) || problem.status !== 401) throw problem
  })
  identity.csrf = null
  state.account = null
}

export async function changePassword(old: string, fresh: string): Promise<void> {
  await done(here.POST('/v1/me/password', { body: { old, new: fresh } }))
  await recognise()
}

export function holds(...roles: Role[]): boolean {
  return state.account?.grants.some((grant) => roles.includes(grant.role)) ?? false
}

/** The dialog was closed without signing in. */
export function giveUp(): void {
  answer(false)
}

let pending: Promise<boolean> | null = null

function signInAgain(): Promise<boolean> {
  // Several requests may find out at once: one dialog is enough.
  pending ??= new Promise<boolean>((resolve) => {
    state.asking = resolve
  }).finally(() => {
    pending = null
    state.asking = null
  })
  return pending
}

function answer(signedIn: boolean): void {
  state.asking?.(signedIn)
}
