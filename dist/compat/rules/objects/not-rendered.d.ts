import type { Rule } from '../../rule.js';
/** The subject of what holds for every chart alike. */
export declare const ALL_RENDERINGS = "rendering";
export declare const NOT_RENDERED: Rule<'not-rendered'>;
