import {
  type Chart,
  compareRenderings,
  parseManifests,
  type Rendering,
  readChart,
  readUse,
  selectChartFiles,
} from '../../src/chart/index.ts';
import {
  type Addon,
  createFacts,
  type EarlierRelease,
  type Facts,
  type GatheredFacts,
  KNOWLEDGE,
  openClass,
  type RenderedChart,
  type Rule,
  runRules,
  type Shipped,
} from '../../src/compat/index.ts';
import type { Component } from '../../src/component.ts';
import { type FileTree, selectFolder, topFolders } from '../../src/files/index.ts';
import type { Finding } from '../../src/finding.ts';
import { compareRelease } from '../../src/release/index.ts';
import { parseStages, type Stack } from '../../src/stack/index.ts';
import { formatReleaseName } from '../../src/version/index.ts';
import { parseYaml } from '../../src/yaml/index.ts';
import { buildContent } from './release-builder.ts';
import { type Overrides, parseBuilt } from './stack-builder.ts';

export interface CheckOptions {
  /** The earlier release: laid over the same small stack. */
  readonly earlier?: Overrides;
  readonly relation?: EarlierRelease['relation'];
  /** Renderings by addon folder (`cluster-class` for the class) in place of the plain ones. */
  readonly renderings?: Readonly<Record<string, Rendering>>;
  readonly facts?: Partial<GatheredFacts>;
}

const DIRECTORY = 'stacks/docker/demo';

/** The version of the addons, where releases are compared. */
const ADDONS = { kind: 'stable', major: 1 } as const;

/** The given rules' findings about the small stack with some files changed. Templates are filled as far as {@link renderPlain} goes. */
export async function checkBuilt(rules: readonly Rule[], overrides: Overrides = {}, options: CheckOptions = {}): Promise<Finding[]> {
  return runRules(await buildFacts(overrides, options), rules);
}

export async function buildFacts(overrides: Overrides = {}, { earlier, relation, renderings, facts }: CheckOptions = {}): Promise<Facts> {
  const stack = parseBuilt(overrides, DIRECTORY);
  return createFacts({
    ...(await describeStack(stack, renderings)),
    stack,
    ...(earlier && { addonVersion: ADDONS, earlier: [await buildEarlier(earlier, relation ?? 'line', overrides)] }),
    knowledge: KNOWLEDGE,
    today: '2026-11-22',
    helm: 'v3.19.0',
    ...facts,
  });
}

async function buildEarlier(overrides: Overrides, relation: EarlierRelease['relation'], next: Overrides): Promise<EarlierRelease> {
  const shipped = await describeStack(parseBuilt(overrides, DIRECTORY));
  const earlier = { ...shipped, addonVersion: ADDONS, name: formatReleaseName(shipped), relation };
  return relation === 'line' ? { ...earlier, changed: await listChanged(overrides, next) } : earlier;
}

/** As if both had the same versions. */
async function listChanged(overrides: Overrides, next: Overrides): Promise<readonly Component[]> {
  const [{ kubernetes, assets }, content] = await Promise.all([buildContent('v1', overrides), buildContent('v1', next)]);
  const files = assets.map((asset) => ({ ...asset, size: asset.bytes.length }));
  return compareRelease(
    content,
    { kubernetes, files },
    async ({ name }) => assets.find((asset) => asset.name === name)?.bytes ?? Buffer.of(),
  );
}

async function describeStack(stack: Stack, renderings: CheckOptions['renderings'] = {}): Promise<Shipped> {
  const { line, kubernetes } = stack.config;
  const read = async (folder: string, files: FileTree): Promise<Chart> => {
    const chart = await readChart(`${DIRECTORY}/${folder}`, selectChartFiles(files));
    if (chart === undefined) throw new Error(`no chart in ${folder}`);
    return chart;
  };
  const release = `${line.provider}-${line.name}-${kubernetes.major}-${kubernetes.minor}`;
  /** A chart that is stamped has the next version in the next release. */
  const look = async (
    chart: Chart,
    given: Rendering | undefined,
    name: string,
    namespace: string,
    isStamped: boolean,
  ): Promise<RenderedChart> => {
    const first = renderPlain(chart, name, namespace);
    return {
      chart,
      rendering: given ?? first,
      use: await readUse(chart),
      ...(first.kind === 'rendered' && {
        repeated: compareRenderings(first, renderPlain(chart, name, namespace, { random: 'second' })),
        renumbered: compareRenderings(first, renderPlain(chart, name, namespace, isStamped ? { version: 'v2' } : {})),
      }),
    };
  };
  const clusterClass = await read('cluster-class', stack.clusterClass);
  const folders = stack.addons.kind === 'multi-stage' ? topFolders(stack.clusterAddon) : [''];
  const addons: Addon[] = [];
  for (const folder of folders) {
    const path = folder === '' ? 'cluster-addon' : `cluster-addon/${folder}`;
    const files = folder === '' ? stack.clusterAddon : selectFolder(stack.clusterAddon, folder);
    if (!files.some((file) => file.path === 'Chart.yaml')) continue;
    const chart = await read(path, files);
    const values = files.find((file) => file.path === 'overwrite.yaml');
    addons.push({
      folder,
      ...(values && { values: { file: `${DIRECTORY}/${path}/${values.path}`, bytes: values.bytes } }),
      ...(await look(chart, renderings[folder], 'cluster-addon', 'kube-system', folder === '')),
    });
  }
  return {
    line,
    kubernetes,
    version: { kind: 'stable', major: 1 },
    clusterClass: openClass(await look(clusterClass, renderings['cluster-class'], release, 'default', true)),
    addons,
    ...(stack.addons.kind === 'multi-stage' && {
      stages: parseStages(parseYaml(`${DIRECTORY}/clusteraddon.yaml`, stack.addons.stages.bytes)),
    }),
    ...(stack.nodeImages && { nodeImages: { file: `${DIRECTORY}/${stack.nodeImages.path}`, content: stack.nodeImages } }),
  };
}

/**
 * Stands in for Helm: templates are taken as they are, but for the names that every class uses and random texts.
 * Partials are left out.
 */
export function renderPlain(chart: Chart, release: string, namespace: string, { version = 'v1', random = 'first' } = {}): Rendering {
  const values: Readonly<Record<string, string>> = {
    'Release.Name': release,
    'Release.Namespace': namespace,
    'Chart.Name': chart.name.source,
    'Chart.Version': version,
  };
  const shown = chart.files.filter(({ path }) => /^(?:templates|crds)\/.*\.ya?ml$/.test(path));
  const failing = shown.find(({ bytes }) => bytes.includes('{{ fail '));
  if (failing) return { kind: 'failed', message: 'execution error', place: { file: `${chart.path}/${failing.path}`, line: 1 } };
  const text = shown.map(({ path, bytes }) => {
    const known = bytes.toString('utf8').replaceAll(/\{\{ *randAlphaNum \d+ *\}\}/g, random);
    const filled = known.replaceAll(/\{\{-? *\.([A-Za-z.]+) *-?\}\}/g, (all, key: string) => values[key] ?? all);
    const documents = filled.split(/^---$/m);
    return documents.map((document) => `---\n# Source: ${chart.name.source}/${path}\n${document}`).join('\n');
  });
  const { objects, problems } = parseManifests(text.join('\n'), (template) => ({
    file: `${chart.path}/${template.slice(template.indexOf('/') + 1)}`,
  }));
  return { kind: 'rendered', namespace, objects, problems };
}
