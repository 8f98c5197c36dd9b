#!/usr/bin/env node
// Writes src/compat/knowledge/kubernetes-fields.json from Kubernetes' own schemas for server-side apply:
//   node scripts/kubernetes-fields.js 2026-11-29 MODULE-FOLDER…
// The folders are those of k8s.io/client-go, a version per minor, which `go mod download -json` prints.
// Out: the minors of a type merged into one node; equal nodes are written once and named by their index.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const [asOf, ...modules] = process.argv.slice(2);
if (modules.length === 0) throw new Error('usage: kubernetes-fields.js AS-OF-DATE MODULE-FOLDER…');

const { apis } = JSON.parse(readFileSync('src/compat/knowledge/kubernetes-apis.json', 'utf8'));

/** Minor to type name to type. */
const schemas = new Map(
  modules.map((folder) => {
    const [, minor] = /client-go@v0\.(\d+)\./.exec(folder);
    const [, yaml] = /schemaYAML = typed\.YAMLObject\(`([^`]*)`\)/.exec(
      readFileSync(join(folder, 'applyconfigurations/internal/internal.go'), 'utf8'),
    );
    return [Number(minor), new Map(parse(yaml).types.map((type) => [type.name, type]))];
  }),
);

const minors = [...schemas.keys()].sort((a, b) => a - b);

/** What rules with clearer words look at, and what nobody who writes a chart sets. */
const UNCHECKED = new Set([
  'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta labels',
  'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta annotations',
  'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta managedFields',
  'io.k8s.api.core.v1.ConfigMap data',
  'io.k8s.api.core.v1.ConfigMap binaryData',
  'io.k8s.api.core.v1.Secret data',
  'io.k8s.api.core.v1.Secret stringData',
]);
const SCALARS = { string: 'string', numeric: 'number', boolean: 'boolean', untyped: 'scalar' };

const nodes = [];
const indexes = new Map();
/** By the name of a type; undefined while it is being written. */
const named = new Map();

function keep(node) {
  const text = JSON.stringify(node);
  if (!indexes.has(text)) indexes.set(text, nodes.push(node) - 1);
  return indexes.get(text);
}

/** A node of what each minor has at one place, by minor. */
function merge(place, types) {
  const all = [...types.values()];
  const formOf = ({ elementRelationship: _, ...type }) => type.namedType ?? Object.keys(type).join();
  const forms = new Set(all.map(formOf));
  if (forms.size !== 1) return keep('any');
  const [first] = all;
  if (first.namedType?.startsWith('__untyped')) return keep('any');
  if (first.namedType) return mergeNamed(first.namedType);
  if (first.scalar && all.every(({ scalar }) => scalar === first.scalar)) return keep(SCALARS[first.scalar]);
  const merged = (pick) => merge(place, new Map([...types].map(([minor, type]) => [minor, pick(type)])));
  if (first.list) return keep({ list: merged(({ list }) => list.elementType) });
  if (first.map?.elementType) return keep({ map: merged(({ map }) => map.elementType) });
  if (first.map?.fields) return keep({ fields: mergeFields(place, new Map([...types].map(([minor, { map }]) => [minor, map.fields]))) });
  return keep('any');
}

function mergeNamed(name) {
  // A type that holds itself is not followed down.
  if (named.has(name)) return named.get(name) ?? keep('any');
  named.set(name, undefined);
  const types = new Map([...schemas].flatMap(([minor, all]) => (all.has(name) ? [[minor, all.get(name)]] : [])));
  const index = types.size === 0 ? keep('any') : merge(name, types);
  named.set(name, index);
  return index;
}

/** A field's index; before the first and the last minor that have it, where not all do. */
function mergeFields(place, lists) {
  const own = minors.filter((minor) => lists.has(minor));
  const names = [...new Set([...lists.values()].flatMap((fields) => fields.map(({ name }) => name)))].sort();
  return Object.fromEntries(
    names.map((name) => {
      const found = new Map(
        [...lists].flatMap(([minor, fields]) => fields.filter((one) => one.name === name).map(({ type }) => [minor, type])),
      );
      const index = name === 'status' || UNCHECKED.has(`${place} ${name}`) ? keep('any') : merge(`${place}.${name}`, found);
      const [since, until] = [Math.min(...found.keys()), Math.max(...found.keys())];
      if (since === own[0] && until === own.at(-1)) return [name, index];
      return [name, until === own.at(-1) ? [index, since] : [index, since, until]];
    }),
  );
}

/** `rbac/v1/Role`, as types are named, to `rbac.authorization.k8s.io/v1/Role`. What is not stable is off by default. */
const served = new Map(
  Object.keys(apis)
    .filter((api) => /(?:^|\/)v\d+\//.test(api))
    .map((api) => [api.split('/').length === 2 ? `core/${api}` : api.replace(/^(\w+)[^/]*/, '$1'), api]),
);

const types = new Map([...schemas.values()].flatMap((all) => [...all]));
const kinds = [...types].flatMap(([name, { map }]) => {
  const api = map?.fields && served.get(name.replace(/^io\.k8s\.api\./, '').replaceAll('.', '/'));
  return api === undefined ? [] : [[api, name]];
});
const table = {
  asOf,
  source: `k8s.io/client-go v0.${minors[0]} to v0.${minors.at(-1)}, the schemas of server-side apply`,
  oldest: minors[0],
  newest: minors.at(-1),
  kinds: Object.fromEntries(kinds.sort(([a], [b]) => (a < b ? -1 : 1)).map(([api, name]) => [api, mergeNamed(name)])),
  nodes,
};
writeFileSync('src/compat/knowledge/kubernetes-fields.json', `${JSON.stringify(table)}\n`);
