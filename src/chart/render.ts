import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileTree } from '../files/index.ts';
import type { Place } from '../finding.ts';
import type { Chart } from './chart.ts';
import { evaluateValues, type ValuesTemplate } from './evaluate-values.ts';
import { type Helm, inTemporaryFolder, runHelm, zoneIn } from './helm.ts';
import { cleanMessage, parseHelmError } from './helm-error.ts';
import { CLASS_KUBERNETES_VERSION } from './kube-version.ts';
import { findTemplate, locateObjects } from './locate.ts';
import { parseManifests } from './manifests.ts';
import { hashKey, type RenderCache } from './render-cache.ts';
import { writeDistantZone } from './render-twice.ts';
import type { Rendering, RenderProblem } from './rendering.ts';
import { buildSampleCluster, type ClusterFacts } from './sample-cluster.ts';
import { findSchemaReferences } from './schema-references.ts';

/** A chart to render, with what CSO gives Helm for it. */
export type RenderRequest =
  | {
      readonly kind: 'cluster-class';
      readonly chart: Chart;
      /** `openstack-scs-1-32` */
      readonly release: string;
      readonly namespace: string;
    }
  | {
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

export function createRenderer({ helm, cache, atATime }: RenderTools): Renderer {
  const inTurn = createTurns(atATime);
  return async (request, again) => {
    if (helm === undefined) return { kind: 'skipped', reason: 'no-helm', message: 'there is no helm on the PATH' };
    const missing = findMissing(request.chart);
    if (missing.length > 0) {
      const message = `${request.chart.yaml.file} asks for ${missing.join(', ')}, and charts/ holds no chart of that name`;
      return { kind: 'skipped', reason: 'missing-dependency', message };
    }
    if (again !== undefined) return (await inTurn(() => render(request, helm, writeDistantZone))).rendering;
    const key = hashRequest(request, helm);
    const kept = await cache?.read(key);
    // Its digest says that it is what was written.
    if (kept !== undefined) return kept as Rendering;
    const { rendering, isLasting } = await inTurn(() => render(request, helm));
    if (isLasting) await cache?.write(key, rendering);
    return rendering;
  };
}

/**
 * Dependencies that no chart in `charts/` is for, by name as Helm compares, whatever their conditions say. With a
 * sub-chart that cannot be read it is for Helm to say what is wrong.
 */
function findMissing({ dependencies, subcharts }: Chart): string[] {
  const names = new Set<string>();
  for (const { content } of subcharts) {
    if (content.kind === 'unreadable') return [];
    names.add(content.chart.name.source);
  }
  return dependencies.map(({ name }) => name).filter((name) => !names.has(name));
}

/** Everything that the rendering depends on, the paths that are shown included. */
export function hashRequest(request: RenderRequest, helm: Helm): string {
  const { chart } = request;
  const values = request.kind === 'addon' ? request.values : undefined;
  return hashKey(
    'render',
    helm.build,
    formatArguments(request, ''),
    values && request.kind === 'addon' && [values.file, values.bytes.toString('base64'), buildSampleCluster(request.cluster)],
    chart.path,
    chart.files.map(({ path, sha256 }) => [path, sha256]),
  );
}

/** A rendering, and whether the chart alone brought it about: what a slow or full machine did is not kept. */
interface Rendered {
  readonly rendering: Rendering;
  readonly isLasting: boolean;
}

type WriteZone = (file: string) => Promise<void>;

/** Where nothing comes out for want of a real cluster's values, with something in their place: what a chart hides behind them is looked at too. */
async function render(request: RenderRequest, helm: Helm, writeZone?: WriteZone): Promise<Rendered> {
  const first = await renderWith('absent', request, helm, writeZone);
  if (first.rendering.kind !== 'skipped' || first.rendering.reason !== 'unknown-values') return first;
  const second = await renderWith('stand-in', request, helm, writeZone);
  return second.rendering.kind === 'rendered' ? second : first;
}

async function renderWith(
  unknownFields: 'absent' | 'stand-in',
  request: RenderRequest,
  helm: Helm,
  writeZone?: WriteZone,
): Promise<Rendered> {
  const { chart } = request;
  let input = '';
  let valuesFile: string | undefined;
  let complete = true;
  let guessed: RenderProblem | undefined;
  if (request.kind === 'addon' && request.values !== undefined) {
    const values = await evaluateValues(request.values, buildSampleCluster(request.cluster), helm, unknownFields);
    if (values.kind === 'broken') return breakDown(values.message, { file: request.values.file });
    if (values.kind !== 'values') return { rendering: values, isLasting: true };
    input = values.text;
    complete = values.complete;
    guessed = values.guessed;
    valuesFile = request.values.file;
  }
  return inTemporaryFolder(async (home) => {
    const folder = join(home, 'chart');
    await writeFiles(folder, chart.files);
    await writeZone?.(zoneIn(home));
    const result = await runHelm(helm.path, formatArguments(request, folder), home, input);
    const { isLasting } = result;
    if (result.kind === 'broken') return breakDown(cleanMessage(result.stderr, home), { file: chart.yaml.file });
    if (result.kind === 'failed') {
      const failure = parseHelmError(result.stderr, chart, folder, valuesFile);
      if (complete) return { rendering: { kind: 'failed', ...failure }, isLasting };
      const message = `${valuesFile} asks for what only a real cluster or its operator has, and without that the chart fails: ${failure.message}`;
      return { rendering: { kind: 'skipped', reason: 'unknown-values', message }, isLasting };
    }
    if (!/^(?:\s*$|---\n# Source: )/.test(result.stdout)) {
      return breakDown(`helm answered with something that is not a rendering: ${cleanMessage(result.stdout.slice(0, 200), home)}`, {
        file: chart.yaml.file,
      });
    }
    const { objects, problems } = parseManifests(result.stdout, (template) => findTemplate(chart, template).place);
    const rendering = {
      kind: 'rendered',
      namespace: namespaceOf(request),
      objects: locateObjects(chart, objects),
      problems,
      ...(guessed && { guessed }),
    } as const;
    return { rendering, isLasting };
  });
}

/** CSO has limits too. A chart that breaks helm here has not been checked, and must not get past the check by that. */
function breakDown(message: string, place: Place): Rendered {
  return { rendering: { kind: 'failed', message, place }, isLasting: false };
}

/**
 * Helm never gets to see a schema that would make it fetch something. Source: how CSO's reconcilers call helm. Its
 * `--dependency-update` never matters here, where nothing is missing.
 */
function formatArguments(request: RenderRequest, folder: string): string[] {
  const { references, isComplete } = findSchemaReferences(request.chart);
  const schemas = references.length === 0 && isComplete ? [] : ['--skip-schema-validation'];
  const common = ['--namespace', namespaceOf(request), ...schemas];
  if (request.kind === 'cluster-class') {
    return ['template', request.release, folder, ...common, '--kube-version', CLASS_KUBERNETES_VERSION];
  }
  const version = ['--include-crds', '--kube-version', request.cluster.kubernetes];
  return ['template', ...version, 'cluster-addon', folder, ...common, '-f', '-'];
}

function namespaceOf(request: RenderRequest): string {
  return request.kind === 'cluster-class' ? request.namespace : 'kube-system';
}

async function writeFiles(folder: string, files: FileTree): Promise<void> {
  for (const { path, bytes } of files) {
    if (path.startsWith('/') || path.split('/').includes('..')) throw new Error(`${path} leads out of the chart`);
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

/** Lets so many tasks run at a time; the others wait in line. */
function createTurns(atATime: number): <Result>(task: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= atATime) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      // The turn is handed on, so nobody slips in between.
      if (next === undefined) running--;
      else next();
    }
  };
}
