import { createRequire } from 'node:module';
import { once } from '../../once.ts';

/** RE2, for patterns that need it: a small run takes a tenth longer with it. Not awaited, since schemas are walked in one go. */
export const loadRe2 = once((): typeof import('re2js') => createRequire(import.meta.url)('re2js'));
