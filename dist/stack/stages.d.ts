import { type Finding, type Place } from '../finding.js';
import { type YamlFile, type YamlScalar } from '../yaml/index.js';
/** The objects that a stage waits for, before or after it is applied. */
export interface StageCondition {
    readonly when: 'waitForPreCondition' | 'waitForPostCondition';
    /** Objects that the expression may name, by their keys. */
    readonly objects: readonly StageObject[];
    /** In CEL. */
    readonly expression: YamlScalar | undefined;
    readonly place: Place;
}
export interface StageObject {
    readonly key: YamlScalar | undefined;
    readonly apiVersion: YamlScalar | undefined;
    readonly kind: YamlScalar | undefined;
    readonly name: YamlScalar | undefined;
    readonly namespace: YamlScalar | undefined;
    readonly place: Place;
}
/** An entry of a hook. */
export interface Stage {
    readonly hook: string;
    readonly name: YamlScalar | undefined;
    readonly action: YamlScalar | undefined;
    readonly conditions: readonly StageCondition[];
    readonly place: Place;
}
/** The keys of one map of the file, for finding misspelt ones. */
export interface StageMap {
    readonly what: 'file' | 'stage' | 'condition' | 'object';
    /** The stage that it belongs to, or the file. */
    readonly subject: string;
    readonly keys: readonly {
        readonly name: string;
        readonly place: Place;
    }[];
}
/** A clusteraddon.yaml as CSO reads it: aliases and merge keys followed. */
export interface Stages {
    readonly yaml: YamlFile;
    /** In the order of the file, each name once. */
    readonly hooks: readonly {
        readonly name: string;
        readonly place: Place;
        readonly stages: readonly Stage[];
    }[];
    readonly maps: readonly StageMap[];
    /** Parts that CSO could not load: `stage-form`. */
    readonly findings: readonly Finding[];
}
/** The hooks that CSO runs. Source: the contract of `clusteraddon.yaml` in CSO's clusteraddon controller. */
export declare const HOOKS: readonly string[];
/** Reads what is there. Values of another form than CSO's, with which it loads nothing at all, become findings. */
export declare function parseStages(yaml: YamlFile): Stages;
