/** The parts of a release, as reports and `hashes.json` name them. */
export declare const COMPONENTS: readonly ['kubernetes', 'cluster-class', 'cluster-addon', 'cluster-addon-values', 'stages', 'node-images'];
/** Those that have the version of the addons. */
export declare const ADDON_COMPONENTS: readonly Component[];
export type Component = (typeof COMPONENTS)[number];
