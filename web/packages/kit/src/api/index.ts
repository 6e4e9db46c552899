// The services as a signed-in person reaches them.
import { clientFor } from './client'
import type { paths as EnforcementPaths } from './schema/enforcement'
import type { paths as GatewayPaths } from './schema/gateway'
import type { paths as HazardPaths } from './schema/hazard-registry'
import type { paths as ReportPaths } from './schema/reporting-whistleblower'
import type { paths as TrainingPaths } from './schema/training-records'
import { identity } from './session'

export const gateway = clientFor<GatewayPaths>(identity)
export const hazards = clientFor<HazardPaths>(identity)
export const reports = clientFor<ReportPaths>(identity)
export const training = clientFor<TrainingPaths>(identity)
export const enforcement = clientFor<EnforcementPaths>(identity)
export { done, ifMatch } from './client'
export { newKey } from './fetching'
export { Problem } from './problem'
