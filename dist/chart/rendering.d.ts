import type { Place } from '../finding.js';
/** One Kubernetes object that Helm rendered. */
export interface RenderedObject {
    /** Helm's name of the template: `cni/charts/cilium/templates/agent.yaml`, `cni/crds/policy.yaml`. */
    readonly template: string;
    /** The template's file, and the line in it where that can be told. */
    readonly place: Place;
    /** Empty where the object has none, as for the next three. */
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    /** As written in the object: undefined where it leaves it to whoever applies it. */
    readonly namespace: string | undefined;
    /** The whole object. */
    readonly data: Readonly<Record<string, unknown>>;
}
/** The text in the place of values that only an operator or a real cluster knows. */
export declare const STAND_IN = "clusterstack-stand-in";
/** The outcome of rendering a chart as CSO does. */
export type Rendering = {
    readonly kind: 'rendered';
    /** The value of `.Release.Namespace`. */
    readonly namespace?: string;
    readonly objects: readonly RenderedObject[];
    /** The parts that are not objects. */
    readonly problems: readonly RenderProblem[];
    /** That some values are not known here and STAND_IN stands for them: another operator or cluster may get other objects. */
    readonly guessed?: RenderProblem;
}
/** CSO would fail the same way. */
 | {
    readonly kind: 'failed';
    readonly message: string;
    readonly place: Place;
}
/** Nothing is known: no helm, a missing dependency, or values without which the chart fails and that a real cluster alone has. */
 | {
    readonly kind: 'skipped';
    readonly reason: 'no-helm' | 'missing-dependency' | 'unknown-values' | 'not-asked';
    readonly message: string;
};
export interface RenderProblem {
    readonly message: string;
    readonly place: Place;
}
