import type { Facts, Shipped } from '../compat/index.js';
import { type Finding } from '../finding.js';
import { type NewestRelease, type PublishedRelease, type ReleaseSource } from '../release/index.js';
import { type Line } from '../version/index.js';
import { type ShippedTools } from './read-shipped.js';
export interface EarlierOptions {
    /** Where clusters come from: what is made on a channel is held against that channel, and else against `stable`. */
    readonly channel: string;
    /** The line's newest release, where it has been found already. */
    readonly newest?: NewestRelease | undefined;
    /** The minors of the same stack that this run makes releases for. */
    readonly minors?: readonly number[];
    readonly render: ShippedTools['render'];
    readonly charts?: ShippedTools['charts'];
}
/** The releases that clusters are upgraded from; one that cannot be read is a finding. */
export interface Earlier extends Required<Pick<Facts, 'earlier' | 'otherMinors'>> {
    readonly findings: readonly Finding[];
}
/**
 * Reads the newest release of a line and of the Kubernetes minor before it. Asks for nothing more than the list of names
 * where there is none.
 * @throws whatever listing the source throws
 */
export declare function readEarlier(source: ReleaseSource, line: Line, options: EarlierOptions): Promise<Earlier>;
/**
 * Reads a published release from its source.
 * @throws what the source throws, and ReleaseError for files that are not a release's
 */
export declare function readRelease(published: PublishedRelease, tools: ShippedTools): Promise<Shipped>;
