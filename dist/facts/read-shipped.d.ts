import { type ReadChartOptions, type Rendering, type RenderRequest } from '../chart/index.js';
import { type Shipped } from '../compat/index.js';
import type { PreparedStack } from '../release/index.js';
import { type LookAgain } from './look-again.js';
/** How a release's charts are read and rendered. */
export interface ShippedTools {
    readonly render: (request: RenderRequest) => Promise<Rendering>;
    /**
     * An earlier release is compared by its charts and its ClusterClass, and by what its addons render only where it has one
     * chart for all of them: CSO renders that when stages take its place.
     */
    readonly renderAddons: 'all' | 'single-stage';
    readonly charts?: Pick<ReadChartOptions, 'cache'>;
    /** Undefined where one look is enough. */
    readonly lookAgain?: LookAgain;
}
/** A stack as it will ship, now and under the next version. */
export declare function readPrepared(prepared: PreparedStack, tools: ShippedTools): Promise<Shipped>;
/**
 * A release as it was published.
 * @param name its tag
 * @param assets its files by name
 * @throws ReleaseError `not-a-release`, `invalid-metadata`, `invalid-archive`
 */
export declare function readPublished(name: string, assets: ReadonlyMap<string, Buffer>, tools: ShippedTools): Promise<Shipped>;
