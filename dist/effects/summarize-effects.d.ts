import type { Effect } from '../effect.js';
/** What clusters live through, in one or two sentences: what is rejected or not known, then what happens. */
export declare function summarizeEffects(effects: readonly Effect[]): string;
