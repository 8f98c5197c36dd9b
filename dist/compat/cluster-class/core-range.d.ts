import type { CoreRelease } from '../knowledge/cluster-api.js';
/** Whether a minor of Cluster API lies between the first and the last of a range: `['1.8', '1.12']`, or `['1.8']` without end. */
export declare function isWithin({ release }: Pick<CoreRelease, 'release'>, [first, last]: readonly string[]): boolean;
/** `CAPI 1.8 to 1.12` */
export declare function formatRange([first, last]: readonly string[]): string;
