// Two languages, chosen once for the whole page. Each module brings its own words, so a page loads
// only what it shows, and a key or a value that is missing fails the type check.
import { ref, watchEffect } from 'vue'

export type Language = 'zh' | 'en'
const REMEMBERED = 'language'

export const language = ref<Language>(first())

/** Remember the choice: for the tab only, unless an app says that its users may be remembered. */
export function useLanguage(store: Storage = sessionStorage): void {
  const kept = read(store)
  if (kept) language.value = kept
  watchEffect(() => {
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
    try {
      store.setItem(REMEMBERED, language.value)
    } catch {
      // A browser that stores nothing still shows the language that was chosen.
    }
  })
}

export function switchLanguage(): void {
  language.value = language.value === 'zh' ? 'en' : 'zh'
}

type Named<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Named<Rest> : never
type Values<S extends string> = [Named<S>] extends [never] ? [] : [Record<Named<S>, string | number>]

/** Bind a module's words: `const t = messages({ found: '共 {n} 条' }, { found: '{n} found' })`. */
export function messages<const Z extends Record<string, string>>(zh: Z, en: { [K in keyof Z]: string }) {
  return <K extends keyof Z & string>(key: K, ...values: Values<Z[K]>): string => {
    const text: string = language.value === 'zh' ? zh[key]! : en[key]
    const given = values[0] as Record<string, string | number> | undefined
    return given ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(given[name] ?? whole)) : text
  }
}

function first(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? navigator.language
  return asked.toLowerCase().startsWith('en') ? 'en' : 'zh'
}

function read(store: Storage): Language | null {
  try {
    const asked = new URLSearchParams(location.search).get('lang')
    const kept = asked ?? store.getItem(REMEMBERED)
    return kept === 'zh' || kept === 'en' ? kept : null
  } catch {
    return null
  }
}
