import type { Component } from '../component.js';
import { type FileTree, type TreeFile } from '../files/index.js';
import { type Placeholder, type Stack } from '../stack/index.js';
import type { Versions } from '../version/index.js';
/** A stack's files as they will ship under some versions, before they are packed. */
export interface PreparedStack {
    readonly stack: Stack;
    readonly versions: Versions;
    /** With the top folder that Helm wants. */
    readonly clusterClass: FileTree;
    /** Multi-stage: one folder per addon. Single-stage: a chart, with its top folder. */
    readonly clusterAddon: FileTree;
    /** clusteraddon.yaml, cluster-addon-values.yaml, node-images.yaml: those that there are. */
    readonly files: readonly TreeFile[];
}
/** Fills placeholders and stamps the charts. Multi-stage addon charts stay as written. */
export declare function prepareStack(stack: Stack, versions: Versions): PreparedStack;
/** Content hashes of the components that ship, the same whatever version they are released under. */
export declare function hashComponents(stack: Stack): Readonly<Partial<Record<Component, string>>>;
/** Which versions stand inside the addons' files: those files change whenever such a version does. */
export declare function addonPlaceholders(stack: Stack): ReadonlySet<Placeholder>;
