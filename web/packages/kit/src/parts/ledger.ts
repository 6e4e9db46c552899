// What a ledger shows, and which of it a person wants to see.
import { reactive, watch } from 'vue'

export interface Column<Row> {
  key: string
  label: string
  /** The cell's text; a slot `cell-<key>` may show more. */
  text?: (row: Row) => string | number | null | undefined
  /** The key to sort by, where the service can. */
  sort?: string
  numeric?: boolean
  /** Not shown until somebody asks for it. */
  hidden?: boolean
  width?: 'narrow' | 'wide'
}

export interface Shown {
  hidden: Record<string, boolean>
  compact: boolean
}

/** Remember which columns somebody wants, on this computer. */
export function useShown(name: string, columns: Column<never>[]): Shown {
  const kept = `ledger:${name}`
  const hidden = Object.fromEntries(columns.map((column) => [column.key, column.hidden ?? false]))
  const shown = reactive<Shown>({ hidden, compact: false, ...stored(kept) })
  watch(shown, () => {
    try {
      localStorage.setItem(kept, JSON.stringify(shown))
    } catch {
      // A browser that stores nothing forgets the choice.
    }
  })
  return shown
}

function stored(name: string): Partial<Shown> {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '{}') as Partial<Shown>
  } catch {
    return {}
  }
}
