import { type Helm, type RenderCache, type Renderer, type Rendering, type RenderRequest } from '../chart/index.js';
import type { RenderedChart } from '../compat/index.js';
import { type FileTree } from '../files/index.js';
/** The result of rendering a chart once more. */
export type SecondLook = Pick<RenderedChart, 'use' | 'repeated' | 'renumbered'>;
/** @param next the same chart as a release with another version has it */
export type LookAgain = (request: RenderRequest, first: Rendering, next: RenderRequest | undefined) => Promise<SecondLook>;
export interface LookAgainTools {
    readonly render: Renderer;
    readonly helm: Helm | undefined;
    readonly cache?: RenderCache | undefined;
}
/** Looks at charts a second time, and renders only where something can come out otherwise. */
export declare function createLookAgain({ render, helm, cache }: LookAgainTools): LookAgain;
/** A chart's files with another version in Chart.yaml. */
export declare function restampChart(files: FileTree, version: string): FileTree;
