// Fetch something and keep it; an older answer never overwrites a newer one.
import { reactive } from 'vue'

import { Problem } from './api/problem'

export interface Loaded<T> {
  data: T | null
  busy: boolean
  problem: Problem | null
  load: () => Promise<void>
}

export function useLoaded<T>(fetchIt: () => Promise<T>): Loaded<T> {
  let latest = 0
  const loaded: Loaded<T> = reactive({
    data: null,
    busy: false,
    problem: null,
    load: async () => {
      const mine = ++latest
      loaded.busy = true
      try {
        const data = await fetchIt()
        if (mine !== latest) return
        loaded.data = data
        loaded.problem = null
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        if (mine === latest) loaded.problem = error
      } finally {
        if (mine === latest) loaded.busy = false
      }
    },
  }) as Loaded<T>
  void loaded.load()
  return loaded
}
