import { type Semver } from './constraint.js';
/** One version with all three numbers, `1.17.4`; undefined for a range, which `1.17` is to Helm. */
export declare function parseExactVersion(text: string): Semver | undefined;
export declare function isExactVersion(text: string): boolean;
