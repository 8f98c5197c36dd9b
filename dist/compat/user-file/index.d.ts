export { WAIVER_CODES } from './codes.js';
export { type Compatibility, parseCompatibility, parseKnowledge } from './parse-compatibility.js';
export { applyWaivers, findUnusedWaivers, type Waived, type Waiver } from './waivers.js';
