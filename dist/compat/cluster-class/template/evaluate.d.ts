import { type Budget } from '../../budget.js';
import type { Parsed } from './parser.js';
import { type Value } from './values.js';
/** The outcome of a template; `unsupported` means that only Go can tell. */
export type Rendered = {
    readonly kind: 'text';
    readonly text: string;
} | {
    readonly kind: 'failed';
    readonly message: string;
} | {
    readonly kind: 'unsupported';
    readonly why: string;
};
/** Fills a template with variables, as Cluster API does; `whole` is the budget of all templates together. */
export declare function renderParsed(parsed: Parsed, data: Readonly<Record<string, Value>>, whole?: Budget): Rendered;
