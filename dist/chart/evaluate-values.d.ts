import { type Helm } from './helm.js';
import { type Rendering, type RenderProblem } from './rendering.js';
/** An `overwrite.yaml`, or a cluster-addon-values.yaml: a Go template that yields Helm values. */
export interface ValuesTemplate {
    /** The path to show. */
    readonly file: string;
    readonly bytes: Buffer;
}
/** The values as text, or why there are none. */
export type Evaluation = {
    readonly kind: 'values';
    readonly text: string;
    /** Whether a real cluster would give values of the same form: all that the template asks for is known here. */
    readonly complete: boolean;
    /** The expressions that STAND_IN stands for. */
    readonly guessed?: RenderProblem;
}
/** Helm ran into a limit, was killed, or answered nonsense. */
 | {
    readonly kind: 'broken';
    readonly message: string;
} | Exclude<Rendering, {
    readonly kind: 'rendered';
}>;
/**
 * Evaluates a values template as CSO does, with Helm for an engine: the template is a file of its own in a throw-away
 * chart, called with what CSO gives it, so that its lines, `$` and definitions are its own. What Helm makes of it goes
 * out as base64, else Helm would take it for an object and drop Go's `<no value>`.
 *
 * The answers of the operator's environment are not known: STAND_IN is put there, so that all else is seen.
 *
 * @param cluster what `.Cluster`, `.ControlPlane` and `.InfraCluster` are
 * @param unknownFields what fields are that are not known here: absent, as in a cluster without them, or STAND_IN
 */
export declare function evaluateValues({ file, bytes }: ValuesTemplate, cluster: Readonly<Record<string, unknown>>, helm: Helm, unknownFields?: 'absent' | 'stand-in'): Promise<Evaluation>;
