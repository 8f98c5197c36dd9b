import {
  type Chart,
  compareRenderings,
  type Helm,
  hashRequest,
  parseChartFile,
  type RenderCache,
  type Renderer,
  type Rendering,
  type RenderRequest,
  readUse,
  renderTwice,
  SAME,
  stampChartFile,
} from '../chart/index.ts';
import type { RenderedChart } from '../compat/index.ts';
import { createFile, type FileTree } from '../files/index.ts';

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
export function createLookAgain({ render, helm, cache }: LookAgainTools): LookAgain {
  return async (request, first, next) => {
    const use = await readUse(request.chart, cache);
    const key = helm && hashRequest(request, helm);
    const repeated = await renderTwice(use, first, key, () => render(request, 'again'), cache);
    const renumbered = await compareNext(request, first, next);
    return { use, ...(repeated && { repeated }), ...(renumbered && { renumbered }) };
  };

  async function compareNext(request: RenderRequest, first: Rendering, next: RenderRequest | undefined) {
    if (next === undefined || first.kind !== 'rendered') return undefined;
    return isSameRequest(request, next) ? SAME : compareRenderings(first, await render(next));
  }
}

/** Whether Helm is given the same: of the cluster, its class's name alone has a version in it. */
function isSameRequest(a: RenderRequest, b: RenderRequest): boolean {
  if (listContents(a.chart) !== listContents(b.chart)) return false;
  const [left, right] = [valuesOf(a), valuesOf(b)];
  if (left === undefined || right === undefined) return left === right;
  return left.equals(right) && !left.includes('topology');
}

function listContents({ files }: Chart): string {
  return JSON.stringify(files.map(({ path, sha256 }) => [path, sha256]));
}

function valuesOf(request: RenderRequest): Buffer | undefined {
  return request.kind === 'addon' ? request.values?.bytes : undefined;
}

/** A chart's files with another version in Chart.yaml. */
export function restampChart(files: FileTree, version: string): FileTree {
  return files.map((file) => {
    const { chart } = file.path === 'Chart.yaml' ? parseChartFile(file.path, file.bytes, true) : {};
    return chart === undefined ? file : createFile(file.path, stampChartFile(chart, { name: chart.name.source, version }));
  });
}
