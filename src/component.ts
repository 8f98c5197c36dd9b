/** The parts of a release, as reports and `hashes.json` name them. */
export const COMPONENTS = ['kubernetes', 'cluster-class', 'cluster-addon', 'cluster-addon-values', 'stages', 'node-images'] as const;

export type Component = (typeof COMPONENTS)[number];
