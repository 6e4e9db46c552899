// Light or dark, and large type: what the device says until somebody chooses.
import { ref, watchEffect } from 'vue'

export type Theme = 'light' | 'dark' | ''

export const theme = ref<Theme>('')
export const large = ref(false)

/** Keep the choice in `store`: of the tab, or of the computer. */
export function useAppearance(store: Storage = sessionStorage): void {
  const kept = read(store, 'theme')
  if (kept === 'light' || kept === 'dark') theme.value = kept
  large.value = read(store, 'large') === '1'
  watchEffect(() => {
    const root = document.documentElement
    if (theme.value) root.dataset.theme = theme.value
    else delete root.dataset.theme
    root.toggleAttribute('data-large', large.value)
    write(store, 'theme', theme.value)
    write(store, 'large', large.value ? '1' : '')
  })
}

export function isDark(): boolean {
  return theme.value ? theme.value === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
}

function read(store: Storage, name: string): string | null {
  try {
    return store.getItem(name)
  } catch {
    return null
  }
}

function write(store: Storage, name: string, value: string): void {
  try {
    if (value) store.setItem(name, value)
    else store.removeItem(name)
  } catch {
    // Then it lasts until the page is left.
  }
}
