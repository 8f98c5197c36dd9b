import type { Selector, TemplateRef } from './model.js';
/** Whether a patch changes the template of a ref. Source: `matchesSelector` of Cluster API */
export declare function matchesSelector(selector: Selector, ref: TemplateRef): boolean;
/** `*` stands for anything at one end. */
export declare function matchesClass(name: string, workerClass: string): boolean;
