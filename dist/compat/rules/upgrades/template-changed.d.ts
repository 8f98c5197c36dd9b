import type { Rule } from '../../rule.js';
/** Whose webhooks refuse another spec. Metal3's and the bootstrap templates may change. */
export declare const IMMUTABLE_TEMPLATES: string[];
export declare const TEMPLATE_CHANGED: Rule<'template-changed'>;
