import type { Budget } from '../../budget.js';
/** OpenAPI's, as Cluster API has it. */
export type Schema = Readonly<Record<string, unknown>>;
/** Keys that the schema does not declare, and that Kubernetes would drop. */
export declare function findUnknownKeys(budget: Budget, schema: Schema, value: unknown, path?: string): string[];
/** A copy with the defaults of nested keys filled in, as Kubernetes does. @throws OverBudget */
export declare function applyDefaults(budget: Budget, schema: Schema, value: unknown): unknown;
