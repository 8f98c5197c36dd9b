import { acceptsDependency, type Chart, type Dependency } from '../../../chart/index.ts';
import { getIn } from '../../../data.ts';
import { findFile } from '../../../files/index.ts';
import type { Place } from '../../../finding.ts';
import { getNode, getScalar, parseYaml, toData } from '../../../yaml/index.ts';
import type { Addon } from '../../facts.ts';

/** A chart that an addon brings into the cluster. */
export interface DeployedChart {
  readonly name: string;
  readonly place: Place;
  /** 0 for the addon itself, 1 for its dependencies, 2 for theirs. */
  readonly depth: number;
  /** Whether conditions and tags switch it on; `maybe` is off until something outside the chart's own values turns it on. */
  readonly state: 'on' | 'maybe' | 'off';
  /** The version of the chart there, or, without one, the version that Chart.yaml asks for. */
  readonly content: { readonly kind: 'chart'; readonly chart: Chart } | { readonly kind: 'declared'; readonly dependency: Dependency };
  /** The charts' above value for one of its keys. */
  readonly setValue: (path: string) => unknown;
}

/** The values of one chart, read once they are asked for, and the path in them to those of a chart inside it. */
interface Scope {
  readonly values: () => unknown;
  readonly path: readonly string[];
}

/** Where a chart stands among those around it. */
interface Surroundings {
  /** The outermost chart first, the chart itself last. */
  readonly scopes: readonly Scope[];
  readonly depth: number;
  readonly state: DeployedChart['state'];
  /** Whether more values come in than those of the charts. */
  readonly isOverridable: boolean;
  /** Whether the chart lies in an archive, whose values cannot be seen. */
  readonly isArchived: boolean;
}

/** A chart that lies in `charts/`, a dependency that Chart.yaml names, or both. */
type Entry =
  | { readonly kind: 'chart'; readonly chart: Chart; readonly isArchived: boolean; readonly place: Place; readonly dependency?: Dependency }
  | { readonly kind: 'declared'; readonly dependency: Dependency };

/**
 * The addon's chart and all inside it. What lies in `charts/` is deployed, whatever Chart.yaml asks for; what it asks for
 * and does not lie there is fetched in the cluster.
 */
export function listDeployedCharts({ chart, folder }: Addon): DeployedChart[] {
  const { source: name, place } = chart.name;
  const own: DeployedChart = { name, place, depth: 0, state: 'on', content: { kind: 'chart', chart }, setValue: () => undefined };
  // A single-stage chart gets values from cluster-addon-values.yaml, and a multi-stage one from overwrite.yaml.
  const isOverridable = folder === '' || findFile(chart.files, 'overwrite.yaml') !== undefined;
  const scopes = [{ values: readValues(chart), path: [] }];
  return [own, ...listInside(chart, { scopes, depth: 0, state: 'on', isOverridable, isArchived: false })];
}

function listInside(chart: Chart, around: Surroundings): DeployedChart[] {
  return listEntries(chart, around.depth === 0).flatMap((entry) => {
    const { dependency } = entry;
    const name = entry.kind === 'chart' ? entry.chart.name.source : entry.dependency.name;
    const key = dependency?.alias ?? name;
    const outer = around.scopes.map(({ values, path }) => ({ values, path: [...path, key] }));
    const scopes = entry.kind === 'chart' ? [...outer, { values: readValues(entry.chart), path: [] }] : outer;
    const state = dependency === undefined ? around.state : decideState(readSwitch(dependency, around.scopes, { key, scopes }), around);
    const depth = around.depth + 1;
    const place = dependency?.place ?? (entry.kind === 'chart' ? entry.place : entry.dependency.place);
    const setValue = (path: string) => findValue(outer, path.split('.'));
    const deployed: DeployedChart = { name, place, depth, state, content: entry, setValue };
    if (entry.kind === 'declared') return [deployed];
    const isArchived = around.isArchived || entry.isArchived;
    return [deployed, ...listInside(entry.chart, { ...around, scopes, depth, state, isArchived })];
  });
}

/** @param fetches whether Helm fetches what is missing: it does so for the addon's own chart alone */
function listEntries({ dependencies, subcharts }: Chart, fetches: boolean): Entry[] {
  const vendored = subcharts.flatMap(({ content, place, kind }) =>
    content.kind === 'chart' ? [{ kind: 'chart' as const, chart: content.chart, isArchived: kind === 'archive', place }] : [],
  );
  const here = vendored.flatMap((entry): Entry[] => {
    const declared = dependencies.filter(({ name }) => name === entry.chart.name.source);
    const accepting = declared.filter((dependency) => acceptsDependency(dependency, entry.chart.version.source));
    const meant = accepting.length > 0 ? accepting : declared;
    // Once for each alias that it goes by; a chart that nobody asks for is deployed all the same.
    return meant.length === 0 ? [entry] : meant.map((dependency) => ({ ...entry, dependency }));
  });
  const missing = dependencies.filter((one) => one.name !== '' && !here.some(({ dependency }) => dependency === one));
  return [...here, ...(fetches ? missing.map((dependency) => ({ kind: 'declared' as const, dependency })) : [])];
}

function decideState(switched: 'on' | 'off' | 'unset', { state, isOverridable, isArchived }: Surroundings): DeployedChart['state'] {
  const isOpen = (switched === 'unset' && isArchived) || (switched === 'off' && isOverridable);
  const own = isOpen ? 'maybe' : switched === 'off' ? 'off' : 'on';
  // Charts inside a chart that is off are off, too.
  return STATES.indexOf(own) > STATES.indexOf(state) ? own : state;
}

/** From what is surely deployed to what is surely not. */
const STATES = ['on', 'maybe', 'off'] as const;

/**
 * Whether values turn a dependency on: the first condition that is a boolean, else its tags. Where none is set, it is on.
 * Source: processDependencyTags and processDependencyConditions in https://github.com/helm/helm/blob/v3.19.0/pkg/chartutil/dependencies.go
 */
function readSwitch(
  { condition = '', tags }: Dependency,
  scopes: readonly Scope[],
  own: { readonly key: string; readonly scopes: readonly Scope[] },
): 'on' | 'off' | 'unset' {
  if (condition === '' && tags.length === 0) return 'on';
  // Blanks after a comma belong to the path: Helm finds nothing there.
  for (const path of condition.trim().split(',')) {
    const keys = path.split('.');
    // The chart's own defaults count, too: they are below its name in the values that Helm merges.
    const value = keys[0] === own.key ? findValue(own.scopes, keys.slice(1)) : findValue(scopes, keys);
    if (typeof value === 'boolean') return value ? 'on' : 'off';
  }
  // Each chart's own `tags` count, those of the outermost first, and none that stand below a chart's name.
  const tops = scopes.map(({ values }) => ({ values, path: [] }));
  const flags = tags.map((tag) => findValue(tops, ['tags', tag])).filter((value) => typeof value === 'boolean');
  if (flags.length === 0) return 'unset';
  return flags.includes(true) ? 'on' : 'off';
}

/** The outermost chart that says something wins. */
function findValue(scopes: readonly Scope[], keys: readonly string[]): unknown {
  for (const { values, path } of scopes) {
    const value = getIn(values(), ...path, ...keys);
    if (value !== undefined) return value;
  }
  return undefined;
}

function readValues(chart: Chart): () => unknown {
  let read: { readonly values: unknown } | undefined;
  return () => {
    const file = findFile(chart.files, 'values.yaml');
    read ??= { values: file && toData(parseYaml(`${chart.path}/values.yaml`, file.bytes, { dialect: 'v2' })) };
    return read.values;
  };
}

/** Of `type: library`: it has no objects of its own. */
export function isLibrary({ yaml }: Chart): boolean {
  return getScalar(yaml, getNode(yaml.root, 'type'))?.source === 'library';
}
