export { WAIVER_CODES } from './codes.ts';
export { type Compatibility, parseCompatibility, parseKnowledge } from './parse-compatibility.ts';
export { applyWaivers, findUnusedWaivers, type Waived, type Waiver } from './waivers.ts';
