import type { Chart } from './chart.js';
import { type ValuesTemplate } from './evaluate-values.js';
import { type Helm } from './helm.js';
import { type RenderCache } from './render-cache.js';
import type { Rendering } from './rendering.js';
import { type ClusterFacts } from './sample-cluster.js';
/** A chart to render, with what CSO gives Helm for it. */
export type RenderRequest = {
    readonly kind: 'cluster-class';
    readonly chart: Chart;
    /** `openstack-scs-1-32` */
    readonly release: string;
    readonly namespace: string;
} | {
    readonly kind: 'addon';
    readonly chart: Chart;
    /** The folder's overwrite.yaml, or a single-stage stack's cluster-addon-values.yaml. */
    readonly values?: ValuesTemplate | undefined;
    readonly cluster: ClusterFacts;
};
export interface RenderTools {
    readonly helm: Helm | undefined;
    readonly cache?: RenderCache | undefined;
    /** How many helm processes may run together. */
    readonly atATime: number;
}
/** Renders charts as CSO does, each content once; `again` renders on another day, and keeps nothing of it. */
export type Renderer = (request: RenderRequest, again?: 'again') => Promise<Rendering>;
export declare function createRenderer({ helm, cache, atATime }: RenderTools): Renderer;
/** Everything that the rendering depends on, the paths that are shown included. */
export declare function hashRequest(request: RenderRequest, helm: Helm): string;
