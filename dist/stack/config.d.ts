import { type Finding, type Place } from '../finding.js';
import { type KubernetesVersion, type Line } from '../version/index.js';
import { type YamlFile, type YamlScalar } from '../yaml/index.js';
import { type Add, type KubernetesForm } from './kubernetes-version.js';
/** How node images come into a release: not at all, or as a list copied from `node-images/config.yaml`. */
type NodeImageMethod = 'none' | 'get';
/** The contents of csctl.yaml, or of a row of versions.yaml or a stack.yaml in its place. */
export interface StackConfig {
    readonly line: Line;
    readonly kubernetes: KubernetesVersion;
    /** False where no file says the patch: the one here stands in for it. */
    readonly isPatchKnown: boolean;
    readonly nodeImageMethod: NodeImageMethod;
    /** Where the Kubernetes version stands. */
    readonly kubernetesPlace: Place;
}
/**
 * Reads csctl.yaml as csctl does, with the same refusals and CSO's on top.
 * @param form what it may say of Kubernetes, which is less where another file beside it says more
 */
export declare function parseConfig(file: string, bytes: Buffer, form?: KubernetesForm): {
    readonly config?: StackConfig;
    readonly findings: readonly Finding[];
};
/** The scalar at a path that must have one. */
export declare function requireScalar(yaml: YamlFile, path: readonly string[], add: Add): YamlScalar | undefined;
/** Whether Helm takes the line's name. */
export declare function checkLineName(line: Line, place: Place): Finding[];
/** Why Helm does not take a line's name; undefined where it does. */
export declare function findLineProblem(line: string): string | undefined;
/** A provider's or a stack's name, which goes into names of releases. */
export declare function readName(scalar: YamlScalar | undefined, key: string, add: Add): string | undefined;
/** Why a text is not a provider's or a stack's name, and which one it could be; undefined where it is. */
export declare function findNameProblem(text: string): string | undefined;
/** Keys of a map that nothing reads. */
export declare function checkKeys(yaml: YamlFile, path: readonly string[], known: readonly string[]): Finding[];
export {};
