export { createKit, type EndToEndRequest } from './create-kit.ts';
export { formatReport } from './format-report.ts';
export { PROVIDERS } from './pins.ts';
export type { EndToEndReport } from './report.ts';
