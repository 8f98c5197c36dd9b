import { parseConstraint } from '../chart/index.ts';
import { createFile, type FileTree } from '../files/index.ts';
import { createFinding, type Finding, type Place } from '../finding.ts';
import { formatSuggestion } from '../suggest.ts';
import { getNode, getScalar, isInline, parseYaml, readItems, replaceRanges, type YamlScalar } from '../yaml/index.ts';
import type { AddonChart, AddonDependency } from './dependencies.ts';
import type { Cell, Row } from './rows.ts';

/** A tree with a row's versions of dependencies in it. Files that the row leaves alone are shared with the tree. */
export interface RowOverlay {
  readonly files: FileTree;
  /** Where the versions stand that the row sets, by `<addon folder>/<dependency>`; the folder is empty in a single-stage stack. */
  readonly places: ReadonlyMap<string, Place>;
  readonly findings: readonly Finding[];
}

/** Short names that rows use by custom. */
const ALIASES: Readonly<Record<string, string>> = {
  occm: 'openstack-cloud-controller-manager',
  'cinder-csi': 'openstack-cinder-csi',
};

/** `cinder_csi` and `cinder-csi` are one key. */
const fold = (key: string) => key.replaceAll('_', '-');

/** Whether a key of a row means a dependency: by its name, its alias in Chart.yaml, or a short name. */
function means(key: string, { name, alias }: AddonDependency): boolean {
  const folded = fold(key);
  return [name, alias ?? name].some((known) => fold(known) === folded || known === ALIASES[folded]);
}

/** Puts a row's versions into the tree's Chart.yaml files. What the tree carries for other rows is left out. */
export function overlayRow(files: FileTree, charts: readonly AddonChart[], row: Row, rows: readonly Row[]): RowOverlay {
  const findings: Finding[] = [...findStrayKeys(charts, row), ...findMissingKeys(charts, row, rows)];
  const places = new Map<string, Place>();
  const replaced = new Map<string, Buffer>();
  const dropped = new Set<string>();
  for (const chart of charts) {
    const edits: { range: YamlScalar['range']; text: string }[] = [];
    const pins = readLockedVersions(files, chart);
    for (const dependency of chart.dependencies) {
      const [cell, second] = row.cells.filter(({ key }) => means(key, dependency));
      if (cell === undefined) continue;
      places.set(`${chart.folder}/${dependency.name}`, cell.place);
      const problem = second ? tellTwice(cell, second) : checkCell(chart, dependency, cell);
      if (problem !== undefined) findings.push(problem);
      if (problem !== undefined || dependency.version === undefined) continue;
      if (dependency.version.source !== cell.version) edits.push({ range: dependency.version.range, text: formatScalar(cell.version) });
      if ((pins.get(dependency.name) ?? cell.version) !== cell.version) dropped.add(`${chart.path}/Chart.lock`);
      const others = rows.flatMap(({ cells }) => cells.filter(({ key }) => means(key, dependency)).map(({ version }) => version));
      for (const version of [dependency.version.source, ...others]) {
        if (version !== cell.version) dropped.add(`${chart.path}/charts/${dependency.name}-${version}.tgz`);
      }
    }
    if (edits.length > 0) replaced.set(`${chart.path}/Chart.yaml`, replaceRanges(chart.yaml, edits));
  }
  const kept = files.filter(({ path }) => !dropped.has(path));
  return { files: replaceFiles(kept, replaced), places, findings };
}

/** The tree with new contents for some of its files. */
export function replaceFiles(files: FileTree, contents: ReadonlyMap<string, Buffer>): FileTree {
  return files.map((file) => {
    const bytes = contents.get(file.path);
    return bytes === undefined ? file : createFile(file.path, bytes);
  });
}

/** Quoted where YAML would read something else than text, `2.30` for instance. */
function formatScalar(version: string): string {
  return /^v?\d+\.\d+\.\d[\w.+-]*$/.test(version) ? version : JSON.stringify(version);
}

/** A lock pins what one row says, and cannot fit all. */
function readLockedVersions(files: FileTree, { path }: AddonChart): ReadonlyMap<string, string> {
  const lock = files.find((file) => file.path === `${path}/Chart.lock`);
  if (lock === undefined) return new Map();
  const yaml = parseYaml(lock.path, lock.bytes);
  return new Map(
    readItems(getNode(yaml.root, 'dependencies')).map((item) => {
      const field = (key: string) => getScalar(yaml, getNode(item, key))?.source ?? '';
      return [field('name'), field('version')];
    }),
  );
}

function checkCell({ yaml }: AddonChart, { name, version }: AddonDependency, cell: Cell): Finding | undefined {
  const refuse = (place: Place, message: string) => createFinding('refuse', 'row-version', name, message, place);
  if (parseConstraint(cell.version) === undefined) {
    return refuse(cell.place, `${JSON.stringify(cell.version)} is not a version; write it like 2.32.0`);
  }
  if (version === undefined)
    return refuse({ file: yaml.file }, `${name} has no version that a row could replace; write the newest row's there`);
  if (version.source === cell.version || isInline(yaml, version)) return undefined;
  return refuse(version.place, 'is not a plain value on one line, so the row’s own cannot be put there; write it as one word');
}

function tellTwice(cell: Cell, second: Cell): Finding {
  const message = `${cell.key} and ${second.key} mean the same dependency; delete one of them`;
  return createFinding('refuse', 'row-key', second.key, message, second.keyPlace);
}

/** A key that nothing takes up: the line would ship another version than the row says. */
function findStrayKeys(charts: readonly AddonChart[], row: Row): Finding[] {
  const dependencies = charts.flatMap((chart) => chart.dependencies);
  const names = [...new Set(dependencies.flatMap(({ name, alias }) => [name, ...(alias === undefined ? [] : [alias])]))].sort();
  return row.cells
    .filter(({ key }) => !dependencies.some((dependency) => means(key, dependency)))
    .map(({ key, keyPlace }) => {
      const inFolder = charts.find(({ folder }) => folder === key)?.dependencies.map(({ name }) => name) ?? [];
      const hint = inFolder.length > 0 ? `; the addon ${key} wraps ${inFolder.join(', ')}, so write that` : formatSuggestion(key, names);
      const message = `${key} is not a dependency of any addon’s Chart.yaml (there are ${names.join(', ') || 'none'})${hint}`;
      return createFinding('refuse', 'row-key', key, message, keyPlace);
    });
}

/** Warns of a key that other rows set and this one does not: it stays as Chart.yaml has it, which is easily overlooked. */
function findMissingKeys(charts: readonly AddonChart[], row: Row, rows: readonly Row[]): Finding[] {
  const says = ({ cells }: Row, dependency: AddonDependency) => cells.some(({ key }) => means(key, dependency));
  return charts
    .flatMap((chart) => chart.dependencies)
    .filter((dependency) => !says(row, dependency) && rows.some((other) => says(other, dependency)))
    .map(({ name, version }) => {
      const stays = version === undefined ? 'none is known' : `it stays ${version.source}, as in Chart.yaml`;
      return createFinding('warn', 'row-incomplete', name, `other rows set the version of ${name}, this one does not: ${stays}`, row.place);
    });
}
