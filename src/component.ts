/** The parts of a release, as reports and `hashes.json` name them. */
export const COMPONENTS = ['kubernetes', 'cluster-class', 'cluster-addon', 'cluster-addon-values', 'stages', 'node-images'] as const;

/** Those that have the version of the addons. */
export const ADDON_COMPONENTS: readonly Component[] = ['cluster-addon', 'cluster-addon-values', 'stages'];

export type Component = (typeof COMPONENTS)[number];
