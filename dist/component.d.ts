/** The parts of a release, as reports and `hashes.json` name them. */
export declare const COMPONENTS: readonly ['kubernetes', 'cluster-class', 'cluster-addon', 'cluster-addon-values', 'stages', 'node-images'];
export type Component = (typeof COMPONENTS)[number];
