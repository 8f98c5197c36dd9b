import { createHash } from 'node:crypto';

/** Fields of a dependency in the order in which Helm writes them, and whether an empty one is left out. */
const FIELDS: readonly (readonly [key: string, optional: boolean])[] = [
  ['name', false],
  ['version', true],
  ['repository', false],
  ['condition', true],
  ['tags', true],
  ['enabled', true],
  ['import-values', true],
  ['alias', true],
];

/**
 * The digest that Chart.lock keeps of the dependencies of Chart.yaml and of its own.
 * Source: https://github.com/helm/helm/blob/v3.19.0/internal/resolver/resolver.go, HashReq
 *
 * @param wanted the entries of Chart.yaml, as plain data
 * @param locked the entries of Chart.lock, in the same order
 */
export function hashDependencies(wanted: readonly unknown[], locked: readonly unknown[]): string {
  const named = wanted.map((dependency, index) => nameRepository(toFields(dependency), toFields(locked[index])));
  const text = `[${[named, locked.map(toFields)].map((list) => `[${list.map(formatDependency).join(',')}]`).join(',')}]`;
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

type Fields = Readonly<Record<string, unknown>>;

function toFields(dependency: unknown): Fields {
  return (typeof dependency === 'object' && dependency !== null ? dependency : {}) as Fields;
}

/** Helm puts the URL in the place of a name that only this machine's Helm knows, and the lock has that URL. */
function nameRepository(wanted: Fields, locked: Fields): Fields {
  const isName = typeof wanted['repository'] === 'string' && /^(?:@|alias:)/.test(wanted['repository']);
  return isName ? { ...wanted, repository: locked['repository'] } : wanted;
}

function formatDependency(data: Fields): string {
  const fields = FIELDS.flatMap(([key, optional]) => {
    const value = data[key];
    const empty = value === undefined || value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);
    if (empty) return optional ? [] : [`"${key}":""`];
    return [`"${key}":${formatGoJson(value)}`];
  });
  return `{${fields.join(',')}}`;
}

/** Go sorts the keys of maps, and writes what HTML takes for its own as numbers. */
function formatGoJson(value: unknown): string {
  const sorted = (_: string, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner;
  return JSON.stringify(value, sorted).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
