// One thing a person does: it cannot run twice at once, and a repetition has no second effect.
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'

import { newKey } from './api/fetching'
import { offline, Problem } from './api/problem'

export interface Action<A extends unknown[], R> {
  busy: Ref<boolean>
  problem: ShallowRef<Problem | null>
  /** Do it. Returns undefined where it was refused or is running already; then see `problem`. */
  run: (...given: A) => Promise<R | undefined>
}

/**
 * `work` gets an idempotency key that stays the same while nobody knows whether the last attempt
 * arrived: send it as `Idempotency-Key`.
 */
export function useAction<A extends unknown[], R>(work: (key: string, ...given: A) => Promise<R>): Action<A, R> {
  const busy = ref(false)
  const problem = shallowRef<Problem | null>(null)
  let key = newKey()
  return {
    busy,
    problem,
    run: async (...given) => {
      if (busy.value) return undefined
      busy.value = true
      problem.value = null
      try {
        const result = await work(key, ...given)
        key = newKey()
        return result
      } catch (caught) {
        const error = unloaded(caught) ? offline() : caught
        if (!(error instanceof Problem)) throw error
        problem.value = error
        if (error.status >= 400 && error.status < 500) key = newKey()
        return undefined
      } finally {
        busy.value = false
      }
    },
  }
}

/** A part of the page that is fetched when it is needed could not be. */
function unloaded(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported|importing a module/i.test(error.message)
}
