import { type Schema } from './apply-defaults.js';
/** Whether a variable's schema takes a value, as Cluster API's webhook for Clusters decides. */
export type Validity = {
    readonly kind: 'valid';
} | {
    readonly kind: 'invalid';
    readonly problems: readonly string[];
}
/** Some part, an expression or a format, was not compared. */
 | {
    readonly kind: 'unknown';
    readonly why: string;
};
export declare function findInvalid(schema: Schema, value: unknown): Validity;
