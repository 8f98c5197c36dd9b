export { checkChartArchive } from './check-archive.ts';
export { LOCK_CODES } from './codes.ts';
export { createVendor, type DependencyOptions, type Vendor } from './create-vendor.ts';
export { formatLock, type LockedDependency, type LockedLine, parseLock, type StackLock } from './lock.ts';
export type { Held, Move } from './plan-update.ts';
export { readKubernetesVersions } from './read-kubernetes-versions.ts';
export type { ResolvedDependency } from './resolve.ts';
export { type UpdateOptions, type UpdateReport, updateStack } from './update-stack.ts';
export type { VendoredStack } from './vendor-stack.ts';
