import { type Chart, hashDependencies } from '../chart/index.ts';
import { isObject } from '../data.ts';
import { createFile, findFile, type TreeFile } from '../files/index.ts';
import { getNode, getScalar, parseYaml, toData } from '../yaml/index.ts';

/** A dependency as a lock names it. */
export interface ChartLockEntry {
  readonly name: string;
  readonly version: string;
  readonly repository: string;
}

/** The time is part of the file, and must be the same for the same content. */
const GENERATED = '1970-01-01T00:00:00Z';

/**
 * The lock of a chart, so that `helm dependency build` takes it for its own.
 * @param entries one for each dependency of the chart, in its order
 */
export function createChartLock(chart: Chart, entries: readonly ChartLockEntry[]): TreeFile {
  const items = entries.flatMap(({ name, version, repository }) => [
    `- name: ${formatText(name)}`,
    `  repository: ${formatText(repository)}`,
    `  version: ${formatText(version)}`,
  ]);
  const text = ['dependencies:', ...items, `digest: ${hashLock(chart, entries)}`, `generated: "${GENERATED}"`, ''].join('\n');
  return createFile(isLegacy(chart) ? 'requirements.lock' : 'Chart.lock', Buffer.from(text));
}

/** Whether a chart's own lock says the same, in whatever words. */
export function isChartLock(chart: Chart, entries: readonly ChartLockEntry[]): boolean {
  const { lock } = chart;
  const isEqual = (entry: ChartLockEntry, index: number) =>
    (['name', 'version', 'repository'] as const).every((key) => lock?.dependencies[index]?.[key] === entry[key]);
  return lock?.dependencies.length === entries.length && entries.every(isEqual) && lock.digest === hashLock(chart, entries);
}

function hashLock(chart: Chart, entries: readonly ChartLockEntry[]): string {
  const requirements = findFile(chart.files, 'requirements.yaml');
  const files = [...(requirements ? [parseYaml('requirements.yaml', requirements.bytes)] : []), chart.yaml];
  const lists = files.map((yaml) => toData(yaml)).map((data) => (isObject(data) ? data['dependencies'] : undefined));
  // Nothing else of an entry stands in the file.
  const locked = entries.map(({ name, version, repository }) => ({ name, version, repository }));
  return hashDependencies(lists.find((list) => Array.isArray(list)) ?? [], locked);
}

/** Charts of Helm 2's time have their dependencies in files of their own. */
function isLegacy({ yaml }: Chart): boolean {
  return getScalar(yaml, getNode(yaml.root, 'apiVersion'))?.source === 'v1';
}

/** Plain where Helm writes it plainly, and quoted wherever YAML could read something else than text. */
function formatText(text: string): string {
  const isPlain =
    /^v?\d+\.\d+\.\d[\w.+-]*$/.test(text) || /^[a-z]+:\/\/[\w./:~%-]*$/.test(text) || /^[a-z][a-z0-9]*-[a-z0-9-]*[a-z0-9]$/.test(text);
  return isPlain ? text : JSON.stringify(text);
}
