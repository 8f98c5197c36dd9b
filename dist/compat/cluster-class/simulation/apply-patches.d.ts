import type { RenderedObject } from '../../../chart/index.js';
import type { Shipped } from '../../shipped.js';
import type { ClusterClass, TemplateRef } from '../model.js';
import type { RenderValue } from './render-value.js';
/** A template of the class that patches change. */
export interface Target {
    readonly ref: TemplateRef;
    readonly object: RenderedObject;
    /** The object as Cluster API finds it, with all defaults. */
    readonly stored: unknown;
}
/** Where a patch fails. */
export interface Failure {
    readonly patch: string;
    readonly target: Target;
    /** The place that the operation is for; undefined for `enabledIf`. */
    readonly pointer: string | undefined;
    readonly message: string;
}
export interface Outcome {
    readonly failures: readonly Failure[];
    /** Patches that were applied to something. */
    readonly applied: ReadonlySet<string>;
    /** Patches whose effect only Cluster API knows, with the reason. */
    readonly unjudged: readonly string[];
    /** Where a template writes `<no value>`, Go's word for what is not there. */
    readonly gaps: readonly Failure[];
    /** Each target as it is after all patches. */
    readonly documents: readonly {
        readonly target: Target;
        readonly document: unknown;
    }[];
}
/** The outcome for one target. */
export interface Patched extends Omit<Outcome, 'documents'> {
    readonly target: Target;
    readonly document: unknown;
    /** Whether another value of the variable could have led to something else. */
    readonly dependsOn: (variable: string) => boolean;
}
/** A patch's value, just before it is written. */
export interface PatchWrite {
    readonly patch: string;
    readonly pointer: string;
    readonly value: unknown;
    readonly document: unknown;
}
/** The targets do not know of each other. */
export declare function joinOutcome({ patches }: ClusterClass, patched: readonly Patched[]): Outcome;
/** Applies all patches in order as Cluster API does; what depends on a failed one is not judged. */
export declare function patchTarget(shipped: Shipped, { patches }: ClusterClass, target: Target, variables: Readonly<Record<string, unknown>>, render: RenderValue, onWrite?: (write: PatchWrite) => void): Patched;
