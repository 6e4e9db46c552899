// A form's values and what is wrong with them; fields find their own by name.
import { computed, inject, nextTick, provide, reactive, type ComputedRef, type InjectionKey } from 'vue'

import type { Problem } from '../api/problem'

export interface Wrong {
  name: string
  message: string
}

export interface Form {
  id: string
  wrong: Wrong[]
  /** What concerns no field. */
  general: { message: string; number: string | null } | null
  errorOf: (name: string) => string | null
  /** Check; where something is wrong, show it and move the focus to the summary. */
  passes: (found: (Wrong | false | null)[]) => boolean
  /** Show a refusal beside the fields it names. `names` maps pointers to fields where they differ. */
  show: (problem: Problem | null, names?: Record<string, string>) => void
  clear: () => void
}

const KEY: InjectionKey<Form> = Symbol('form')
let made = 0

export function useForm(): Form {
  const form: Form = reactive<Form>({
    id: `form${++made}`,
    wrong: [],
    general: null,
    errorOf: (name) => form.wrong.find((one) => one.name === name)?.message ?? null,
    passes: (found) => {
      form.general = null
      form.wrong = found.filter((one) => one !== null && one !== false)
      focusSummary(form)
      return form.wrong.length === 0
    },
    show: (problem, names = {}) => {
      form.wrong = (problem?.fields ?? []).map(({ pointer, message }) => ({
        name: names[pointer] ?? pointer.replace(/^\//, '').replaceAll('/', '.'),
        message,
      }))
      form.general = problem && !form.wrong.length ? { message: problem.message, number: problem.status >= 500 ? problem.number : null } : null
      focusSummary(form)
    },
    clear: () => {
      form.wrong = []
      form.general = null
    },
  })
  provide(KEY, form)
  return form
}

export interface Shown {
  id: ComputedRef<string>
  error: ComputedRef<string | null>
}

/** For a field: its id, and what is wrong with it. */
export function useField(name: () => string): Shown {
  const form = inject(KEY, null)
  return {
    id: computed(() => `${form?.id ?? 'form'}-${name()}`),
    error: computed(() => form?.errorOf(name()) ?? null),
  }
}

function focusSummary(form: Form): void {
  if (form.wrong.length || form.general) void nextTick(() => document.getElementById(`${form.id}-summary`)?.focus())
}
