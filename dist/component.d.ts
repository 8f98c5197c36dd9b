/** What a release consists of, as reports and `hashes.json` name it. */
export declare const COMPONENTS: readonly ['kubernetes', 'cluster-class', 'cluster-addon', 'cluster-addon-values', 'stages', 'node-images'];
export type Component = (typeof COMPONENTS)[number];
