import type { Chart } from './chart.js';
import { type RenderCache } from './render-cache.js';
import { type ChartUse } from './scan-templates.js';
/** The names that a chart's own templates use, and each chart in its `charts/`. */
export interface NestedUse {
    readonly own: ChartUse;
    /** By path; undefined for what cannot be read, which other rules say. */
    readonly subcharts: ReadonlyMap<string, ChartUse | undefined>;
}
/** Reads what charts use, archives once a content. */
export declare function readUse(chart: Chart, cache?: RenderCache): Promise<NestedUse>;
