import type { Place, Verdict } from '../finding.js';
import type { CodeOf } from '../finding-code.js';
import { type KubernetesVersion } from '../version/index.js';
import type { YamlScalar } from '../yaml/index.js';
/** Collects a finding about one file. */
export type Add = (verdict: Verdict, code: CodeOf<'directory' | 'lines'>, message: string, place?: Place) => void;
/**
 * The form that a file may use: csctl.yaml on its own `v1.32.5`, as csctl wants it; a row of versions.yaml the same with or
 * without the "v"; stack.yaml, and a csctl.yaml that has less to say than the file beside it, also the minor alone.
 */
export type KubernetesForm = 'csctl' | 'full' | 'minor';
export interface WrittenKubernetes {
    /** With patch 0 where none is written. */
    readonly version: KubernetesVersion;
    readonly exact: boolean;
}
/** Reads what the file says, not what YAML makes of it: `1.30` is not 1.3. */
export declare function readKubernetesVersion(scalar: YamlScalar, key: string, form: KubernetesForm, add: Add): WrittenKubernetes | undefined;
