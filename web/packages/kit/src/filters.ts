// Filters, sorting and paging live in the address, so that a view can be copied and gone back to.
import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export type Filters<D extends Record<string, string>> = { [K in keyof D]: string }

/** `defaults` names every filter; what equals its default stays out of the address. */
export function useFilters<const D extends Record<string, string>>(
  defaults: D,
): { filters: WritableComputedRef<Filters<D>>; change: (some: Partial<Filters<D>>) => Promise<void> } {
  const route = useRoute()
  const router = useRouter()
  const filters = computed<Filters<D>>({
    get: () => {
      const found = { ...defaults } as Record<string, string>
      for (const name of Object.keys(defaults)) {
        const asked = route.query[name]
        if (typeof asked === 'string') found[name] = asked
      }
      return found as Filters<D>
    },
    set: (wanted) => void change(wanted),
  })

  async function change(some: Partial<Filters<D>>): Promise<void> {
    const wanted: Record<string, string> = { ...filters.value, ...some }
    const kept = Object.entries(wanted).filter(([name, value]) => value !== defaults[name])
    const others = Object.entries(route.query).filter(([name]) => !(name in defaults))
    await router.push({ query: Object.fromEntries([...others, ...kept]) })
  }

  return { filters, change }
}
