export { checkChartArchive } from './check-archive.ts';
export { createVendor, type DependencyOptions, type Vendor } from './create-vendor.ts';
export { formatLock, type LockedDependency, type LockedLine, parseLock, type StackLock } from './lock.ts';
export { openVendor } from './open-vendor.ts';
export { readKubernetesVersions } from './read-kubernetes-versions.ts';
export type { ResolvedDependency } from './resolve.ts';
export { update } from './update.ts';
export { type UpdateOptions, updateStack } from './update-stack.ts';
export { requireDependencies, type VendoredStack } from './vendor-stack.ts';
