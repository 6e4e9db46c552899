// The office's registers of areas and departments, fetched once and then known.
import { reactive } from 'vue'

import { done, hazards } from './api/index'

interface Named {
  value: string
  label: string
}

interface Registers {
  areas: Named[]
  departments: Named[]
}

const registers = reactive<Registers>({ areas: [], departments: [] })
let asked: Promise<void> | null = null

/** Give the registers; they fill themselves when their answers come. */
export function useRegisters(): Registers {
  asked ??= fetchThem().catch((problem: unknown) => {
    asked = null // asked again by the next page
    throw problem
  })
  void asked.catch(() => undefined)
  return registers
}

/** The name of a code, or the code itself as long as nobody knows better. */
export function named(register: Named[], code: string | null | undefined): string {
  return register.find((one) => one.value === code)?.label ?? code ?? ''
}

async function fetchThem(): Promise<void> {
  const [areas, departments] = await Promise.all([done(hazards.GET('/v1/areas')), done(hazards.GET('/v1/departments'))])
  registers.areas = areas.data.map((area) => ({ value: area.code, label: area.name }))
  registers.departments = departments.data.map((one) => ({ value: one.code, label: one.name }))
}
