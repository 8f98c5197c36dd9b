import { type FileTree } from '../files/index.js';
import { type Finding } from '../finding.js';
import { type KubernetesVersion } from '../version/index.js';
/** The names that are filled with the release's versions. Source: csctl's templating. */
declare const PLACEHOLDERS: readonly ['ClusterClassVersion', 'ClusterAddonVersion', 'NodeImageVersion'];
export type Placeholder = (typeof PLACEHOLDERS)[number];
/** Puts a line's Kubernetes version, `v1.32.5`, wherever `<< .KubernetesVersion >>` stands. */
export declare function fillKubernetesVersion(files: FileTree, version: KubernetesVersion): FileTree;
/** Replaces the known placeholders. Works on bytes: whatever else is in the file stays as it is. */
export declare function fillPlaceholders(bytes: Buffer, values: Readonly<Record<Placeholder, string>>): Buffer;
/** Which placeholders a tree uses. */
export declare function usedPlaceholders(files: FileTree): ReadonlySet<Placeholder>;
/** csctl replaces a name that it does not know by nothing; we would ship it as it is. Neither can be meant. */
export declare function findUnknownPlaceholders(directory: string, files: FileTree): Finding[];
export {};
