import { type Facts, type UserFile } from '../compat/index.js';
import type { VendoredStack } from '../dependency/index.js';
import type { Finding } from '../finding.js';
import type { PreparedStack, ReleaseContent } from '../release/index.js';
import type { Instruments } from './open-instruments.js';
import type { Earlier } from './read-earlier.js';
/** All that rules may look at in one line, and whose waivers count for it. */
export interface Gathered {
    readonly facts: Facts;
    readonly users: readonly UserFile[];
    /** Problems that were met on the way. */
    readonly findings: readonly Finding[];
}
/**
 * The facts of a stack that is to be released.
 * @param full the stack with all charts that clusters will have
 * @param earlier undefined where no source was asked
 */
export declare function gatherStack(instruments: Instruments, full: PreparedStack, { missing }: Pick<VendoredStack, 'missing'>, earlier: Earlier | undefined): Promise<Gathered>;
/**
 * The facts of a release that was built before.
 * @param directory its stack's, or where it is looked at
 * @param earlier undefined where no source was asked
 * @throws what reading a release throws
 */
export declare function gatherRelease(instruments: Instruments, { name, assets }: ReleaseContent, directory: string, earlier: Earlier | undefined): Promise<Gathered>;
