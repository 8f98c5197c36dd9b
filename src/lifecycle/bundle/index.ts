export { type BundleRequest, bundle } from './bundle-releases.ts';
export { formatBundle } from './format-bundle.ts';
export type { BundleReport } from './report.ts';
