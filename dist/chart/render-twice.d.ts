import type { NestedUse } from './chart-use.js';
import { type Comparison } from './compare-renderings.js';
import { type RenderCache } from './render-cache.js';
import type { Rendering } from './rendering.js';
/**
 * The differences when a chart is rendered again. Helm is started for charts alone that use a function
 * whose results differ, and what came out is kept.
 * @param key what the first rendering is kept by; undefined without Helm
 * @param renderAgain renders again, never from what is kept, and with a clock of another year
 */
export declare function renderTwice(use: NestedUse, first: Rendering, key: string | undefined, renderAgain: () => Promise<Rendering>, cache?: RenderCache): Promise<Comparison | undefined>;
/**
 * A time zone more than a year off, so that days, months and years that a template prints are others.
 * Source: RFC 8536; Go takes a file of this form by its path in TZ, and UTC where there is none.
 */
export declare function writeDistantZone(file: string): Promise<void>;
