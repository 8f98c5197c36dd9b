import manifest from '../package.json' with { type: 'json' };

/** `0.1.0` */
export const VERSION: string = manifest.version;

/** How build records name what made them. */
export const TOOL = `clusterstack ${VERSION}`;
