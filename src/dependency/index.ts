export { checkChartArchive } from './check-archive.ts';
export { createVendor, type DependencyOptions, type Vendor } from './create-vendor.ts';
export { formatLock, type LockedDependency, type LockedLine, parseLock, type StackLock } from './lock.ts';
export type { ResolvedDependency } from './resolve.ts';
export type { VendoredStack } from './vendor-stack.ts';
