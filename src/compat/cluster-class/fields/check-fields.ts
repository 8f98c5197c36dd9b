import type { RenderedObject } from '../../../chart/index.ts';
import { getOwn, isObject } from '../../../data.ts';
import type { KubernetesVersion } from '../../../version/index.ts';
import { groupOf, rankVersion, versionOf } from '../../api-version.ts';
import { CRD_FIELDS, type CrdFieldTable, type FieldNode, type FieldVersion } from '../../knowledge/crd-fields.ts';
import type { Knowledge } from '../../knowledge/index.ts';
import { listSupported } from '../served.ts';
import { checkBounds } from './check-bounds.ts';
import { checkKubeadm } from './check-kubeadm.ts';

/** The fields of a kind at one of its versions. */
export interface Fields {
  readonly kind: string;
  readonly table: CrdFieldTable;
  readonly version: FieldVersion;
  /** Releases that cannot run the stack anyway, or that are unmaintained. */
  readonly ignored: ReadonlySet<string>;
}

export type Lookup =
  | { readonly kind: 'known'; readonly fields: Fields }
  /** No release serves the version; those that are served, the newest last. */
  | { readonly kind: 'not-served'; readonly served: readonly FieldVersion[] }
  | { readonly kind: 'unknown' };

export interface FieldProblem {
  readonly kind: 'undeclared' | 'missing' | 'type' | 'enum' | 'bound' | 'few' | 'partial';
  /** `spec.template.spec.image` */
  readonly path: string;
  readonly message: string;
  /** Of `partial`: the releases without the field. */
  readonly lacking?: readonly string[];
}

/** Finds the fields of `infrastructure.cluster.x-k8s.io/v1beta1`, `OpenStackClusterTemplate`. */
export function findFields(table: CrdFieldTable, apiVersion: string, kind: string, ignored: ReadonlySet<string> = NONE): Lookup {
  const known = table.kinds.find((entry) => entry.group === groupOf(apiVersion) && entry.kind === kind);
  if (known === undefined) return { kind: 'unknown' };
  const version = known.versions.find((entry) => entry.version === versionOf(apiVersion));
  if (version?.spec !== undefined) {
    // Of a version that old releases alone serve, these count.
    const counts = version.releases.flat().some((release) => !ignored.has(release));
    return { kind: 'known', fields: { table, kind, version, ignored: counts ? ignored : NONE } };
  }
  const served = known.versions.filter((entry) => entry.spec !== undefined);
  return rankVersion(versionOf(apiVersion)) > rankVersion(served.at(-1)?.version ?? '')
    ? { kind: 'unknown' }
    : { kind: 'not-served', served };
}

const NONE: ReadonlySet<string> = new Set();

/** The part of the facts that decides which releases count. */
interface Circumstances {
  readonly knowledge: Pick<Knowledge, 'clusterApi'>;
  readonly kubernetes: KubernetesVersion;
}

/** The releases of Cluster API that do not support the stack's Kubernetes, and those of providers that are unmaintained. */
export function listIgnored({ knowledge, kubernetes: { minor } }: Circumstances): ReadonlySet<string> {
  const { releases, providers } = knowledge.clusterApi;
  const unfit = releases.filter(({ kubernetes: [first = 0, last = 0] }) => minor < first || last < minor);
  const old = providers.flatMap((provider) => provider.releases.filter((release) => !listSupported(provider).includes(release)));
  return new Set([...unfit, ...old].map(({ release }) => release));
}

/** The releases that lack a field which an object has. */
export function listLacking({ apiVersion, kind, data }: RenderedObject): readonly string[] {
  const lookup = findFields(CRD_FIELDS, apiVersion, kind);
  return lookup.kind === 'known' ? checkSpec(lookup.fields, data['spec']).flatMap(({ lacking }) => lacking ?? []) : [];
}

/** `CAPI 1.8 to 1.14, CAPO 0.14` */
export function formatReleases(releases: readonly string[]): string {
  const runs: { name: string; first: string; last: string }[] = [];
  for (const release of releases) {
    const [name = '', version = ''] = release.split(' ');
    const run = runs.at(-1);
    if (run !== undefined && run.name === name && follows(run.last, version)) run.last = version;
    else runs.push({ name, first: version, last: version });
  }
  return runs.map(({ name, first, last }) => `${name} ${first === last ? first : `${first} to ${last}`}`).join(', ');
}

function follows(before: string, after: string): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = `${before}.${after}`.split('.').map(Number);
  return a === c && d === b + 1;
}

/** Releases that serve a version, in the table's order. */
export function listReleases({ releases }: FieldVersion): readonly string[] {
  return releases.flat();
}

/** The fields that do not fit in an object's `spec`. Null counts as absent, since the API server drops it. */
export function checkSpec(fields: Fields, spec: unknown): FieldProblem[] {
  const { spec: index } = fields.version;
  return index === undefined ? [] : [...checkNode(fields, nodeAt(fields, index), spec, 'spec', 0), ...checkKubeadm(fields.kind, spec)];
}

/** Deeper than any kind. */
const DEEPEST = 100;

function checkNode(fields: Fields, node: FieldNode, value: unknown, path: string, depth: number): FieldProblem[] {
  if (value === null || value === undefined || typeof value === 'symbol' || depth > DEEPEST) return [];
  const mismatch = checkType(node, value);
  if (mismatch !== undefined) return [{ kind: 'type', path, message: mismatch }];
  if (node.enum !== undefined && !node.enum.includes(value)) {
    return [
      { kind: 'enum', path, message: `is ${JSON.stringify(value)}; it takes ${node.enum.map((item) => JSON.stringify(item)).join(', ')}` },
    ];
  }
  const bounds = checkBounds(node, value).map((problem): FieldProblem => ({ ...problem, path }));
  if (typeof value === 'string') return [...bounds, ...checkLength(node, value, path)];
  if (Array.isArray(value)) {
    const items = node.items;
    if (items === undefined) return bounds;
    return [...bounds, ...value.flatMap((item, at) => checkNode(fields, nodeAt(fields, items), item, `${path}[${at}]`, depth + 1))];
  }
  if (!isObject(value)) return bounds;
  const missing = (node.required ?? []).filter((name) => value[name] === undefined || value[name] === null);
  return [
    ...bounds,
    ...missing.map((name): FieldProblem => ({ kind: 'missing', path, message: `has no ${name}, which is required` })),
    ...Object.entries(value).flatMap(([name, item]): FieldProblem[] => {
      const found = findProperty(fields, node, name);
      if (found.kind === 'undeclared') return [{ kind: 'undeclared', path: `${path}.${name}`, message: describeUndeclared(node, name) }];
      if (found.kind === 'open') return [];
      const below = checkNode(fields, found.node, item, `${path}.${name}`, depth + 1);
      const partial = item === null ? undefined : describePartial(fields, found.entries, `${path}.${name}`);
      return partial === undefined ? below : [partial, ...below];
    }),
  ];
}

/** Whether a JSON pointer meets a field: below `/spec`, without looking at any object. */
export function checkPointer(fields: Fields, keys: readonly string[]): FieldProblem | undefined {
  const { spec } = fields.version;
  if (spec === undefined || keys[0] !== 'spec') return undefined;
  let node = nodeAt(fields, spec);
  let partial: FieldProblem | undefined;
  for (const [index, key] of keys.slice(1).entries()) {
    const path = keys.slice(0, index + 2).join('.');
    if (node.items !== undefined && /^(?:-|\d+)$/.test(key)) node = nodeAt(fields, node.items);
    else {
      if (node.type !== undefined && node.type !== 'object') return { kind: 'undeclared', path, message: `is below ${article(node.type)}` };
      const found = findProperty(fields, node, key);
      if (found.kind === 'open') return partial;
      if (found.kind === 'undeclared') return { kind: 'undeclared', path, message: describeUndeclared(node, key) };
      partial ??= describePartial(fields, found.entries, path);
      node = found.node;
    }
  }
  return partial;
}

type Property =
  | { readonly kind: 'field'; readonly node: FieldNode; readonly entries?: readonly number[] }
  | { readonly kind: 'open' }
  | { readonly kind: 'undeclared' };

function findProperty(fields: Fields, node: FieldNode, name: string): Property {
  const found = node.properties && getOwn(node.properties, name);
  if (typeof found === 'number') return { kind: 'field', node: nodeAt(fields, found) };
  if (found !== undefined) return { kind: 'field', node: nodeAt(fields, found[0] ?? -1), entries: found.slice(1) };
  if (node.values !== undefined) return { kind: 'field', node: nodeAt(fields, node.values) };
  return node.open || node.properties === undefined ? { kind: 'open' } : { kind: 'undeclared' };
}

export function nodeAt({ table }: Pick<Fields, 'table'>, index: number): FieldNode {
  return table.nodes[index] ?? { open: true };
}

function describePartial({ version, ignored }: Fields, entries: readonly number[] | undefined, path: string): FieldProblem | undefined {
  if (entries === undefined) return undefined;
  const [having, lacking] = [true, false].map((has) =>
    version.releases.flatMap((releases, entry) =>
      entries.includes(entry) === has ? releases.filter((release) => !ignored.has(release)) : [],
    ),
  );
  if (having === undefined || lacking === undefined || lacking.length === 0) return undefined;
  const where = having.length === 0 ? 'of older releases only' : `in ${formatReleases(having)}`;
  return { kind: 'partial', path, message: `is a field ${where}, and not in ${formatReleases(lacking)}`, lacking };
}

function describeUndeclared(node: FieldNode, name: string): string {
  const names = Object.keys(node.properties ?? {});
  const near = names.filter((known) => known.toLowerCase() === name.toLowerCase() || isNear(known, name));
  const shown = near.length > 0 ? near : names.slice(0, 12);
  return `is not a field; ${near.length > 0 ? 'near it is' : 'there are'} ${shown.join(', ')}${near.length === 0 && names.length > 12 ? ', …' : ''}`;
}

/** One begins with the other, or they differ in one letter. */
function isNear(known: string, name: string): boolean {
  if (Math.min(known.length, name.length) > 3 && (known.startsWith(name) || name.startsWith(known))) return true;
  if (Math.abs(known.length - name.length) > 1) return false;
  let start = 0;
  while (start < name.length && known[start] === name[start]) start++;
  let end = 0;
  while (end < Math.min(name.length, known.length) - start && known.at(-1 - end) === name.at(-1 - end)) end++;
  return Math.max(known.length, name.length) - start - end <= 1;
}

function checkLength({ maxLength, newMaxLength }: FieldNode, value: string, path: string): FieldProblem[] {
  const limit = maxLength ?? newMaxLength;
  const length = [...value].length;
  if (limit === undefined || length <= limit) return [];
  if (limit === maxLength) return [{ kind: 'type', path, message: `has ${length} characters, and takes ${limit}` }];
  return [{ kind: 'partial', path, message: `has ${length} characters, and takes ${limit} in some releases` }];
}

function checkType({ type }: FieldNode, value: unknown): string | undefined {
  const found = Array.isArray(value) ? 'array' : typeof value;
  const fits = {
    object: found === 'object',
    array: found === 'array',
    string: found === 'string',
    boolean: found === 'boolean',
    integer: Number.isInteger(value),
    number: found === 'number',
    'int-or-string': found === 'string' || Number.isInteger(value),
  }[type ?? ''];
  if (fits !== false) return undefined;
  const shown = found === 'object' || found === 'array' ? article(found) : `the ${found} ${JSON.stringify(value)}`;
  return `is ${shown}, and takes ${article(type ?? '')}`;
}

function article(type: string): string {
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}
