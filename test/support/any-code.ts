import type { FindingCode } from '../../src/finding-code.ts';

/** A short name in the place of a real code, for tests to which all codes are alike. */
export const anyCode = (code: string): FindingCode => code as FindingCode;
