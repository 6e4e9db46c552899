// What a person's roles allow, by the services' own tables. The service decides; this only spares a
// person the buttons that would be refused.
import enforcement from './rights/enforcement'
import gateway from './rights/gateway'
import hazards from './rights/hazard-registry'
import reports from './rights/reporting-whistleblower'
import training from './rights/training-records'
import { session } from './session'

const TABLES = { enforcement, gateway, hazards, reports, training }
type Tables = typeof TABLES
export type Operation = { [S in keyof Tables]: `${S}.${keyof Tables[S] & string}` }[keyof Tables]

/** Whether any of the person's roles may ask for it, as `may('hazards.verify_hazard')`. */
export function may(operation: Operation): boolean {
  const [service, name] = operation.split('.') as [keyof Tables, string]
  const roles = (TABLES[service] as Record<string, readonly string[]>)[name] ?? []
  return session.account?.grants.some((grant) => roles.includes(grant.role)) ?? false
}
