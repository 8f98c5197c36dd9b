/** What a release consists of, as reports and `hashes.json` name it. */
export const COMPONENTS = ['kubernetes', 'cluster-class', 'cluster-addon', 'cluster-addon-values', 'stages', 'node-images'] as const;

export type Component = (typeof COMPONENTS)[number];
