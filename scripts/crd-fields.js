#!/usr/bin/env node
// Writes src/compat/knowledge/crd-fields.json from a folder of field trees, one file per kind:
//   node scripts/crd-fields.js FOLDER 2026-11-22 MODULE-FOLDER…
// The trees lack minProperties: it is read from the CRDs in the folders of Go modules, which `go mod download -json` prints.
// In: {group, kind, versions: {v1beta1: [{releases, served, spec}]}}, `spec` an OpenAPI schema.
// Out: the releases of a version merged into one tree; equal nodes are written once and named by their index.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const [folder, asOf, ...modules] = process.argv.slice(2);
if (folder === undefined || asOf === undefined) throw new Error('usage: crd-fields.js FOLDER AS-OF-DATE MODULE-FOLDER…');

const SHORT = { 'cluster-api-provider-openstack': 'CAPO', 'cluster-api-provider-metal3': 'CAPM3', 'openstack-resource-controller': 'ORC' };
const nodes = [];
const indexes = new Map();

/** The index of a node, equal ones being the same. */
function keep(node) {
  const text = JSON.stringify(node);
  if (!indexes.has(text)) indexes.set(text, nodes.push(node) - 1);
  return indexes.get(text);
}

/** `cluster-api-provider-openstack v0.14.7` as `CAPO 0.14`, `cluster-api v1.10.10` as `CAPI 1.10`. */
function shorten(release) {
  const [name, version] = release.split(' ');
  return `${SHORT[name] ?? 'CAPI'} ${version.replace(/^v(\d+\.\d+)\..*/, '$1')}`;
}

const union = (lists) => [...new Set(lists.flat())];
const everywhere = (lists) => (lists[0] ?? []).filter((item) => lists.every((list) => list?.includes(item)));
const same = (values) => (values.every((value) => JSON.stringify(value) === JSON.stringify(values[0])) ? values[0] : undefined);

/** Bounds, and which of two is the weaker one: what every release refuses is beyond the weakest. */
const BOUNDS = {
  minItems: Math.min,
  maxItems: Math.max,
  minProperties: Math.min,
  minLength: Math.min,
  minimum: Math.min,
  maximum: Math.max,
};

/** None where one of the releases has none, and no lower bound of 0. */
function mergeBounds(schemas) {
  return Object.fromEntries(
    Object.entries(BOUNDS).flatMap(([key, weaker]) => {
      const limits = schemas.map((schema) => schema[key]);
      if (!limits.every(Number.isFinite)) return [];
      const limit = weaker(...limits);
      return limit === 0 && key !== 'minimum' && key !== 'maximum' ? [] : [[key, limit]];
    }),
  );
}

/** The default that the API server fills in; `variesDefault` where only some releases do, or not all the same. */
function mergeDefault(schemas) {
  const defaults = schemas.map((schema) => schema.default);
  if (defaults.every((value) => value === undefined)) return {};
  const common = same(defaults);
  return common === undefined ? { variesDefault: true } : { default: common };
}

/**
 * One node out of those that several releases have at one place.
 * @param schemas by the index of their entry
 */
function merge(schemas) {
  const entries = [...schemas.keys()];
  const all = [...schemas.values()];
  const below = (pick) =>
    new Map([...schemas].map(([entry, schema]) => [entry, pick(schema)]).filter(([, value]) => typeof value === 'object'));
  const properties = {};
  for (const name of union(all.map((schema) => Object.keys(schema.properties ?? {}))).sort()) {
    const found = below((schema) => schema.properties?.[name]);
    const index = keep(merge(found));
    properties[name] = found.size === entries.length ? index : [index, ...found.keys()];
  }
  const items = below((schema) => schema.items);
  const values = below((schema) => schema.additionalProperties);
  const open = all.some(
    (schema) =>
      schema.preserveUnknownFields ||
      schema.additionalProperties === true ||
      (schema.type === 'object' && !schema.properties && !schema.additionalProperties),
  );
  const type = all.some((schema) => schema.intOrString) ? 'int-or-string' : same(all.map((schema) => schema.type));
  // What has a default is filled in before it is asked for.
  const required = everywhere(all.map((schema) => schema.required)).filter((name) =>
    all.every((schema) => schema.properties?.[name]?.default === undefined),
  );
  const allowed = all.every((schema) => schema.enum) ? union(all.map((schema) => schema.enum)) : undefined;
  const limits = all.map((schema) => schema.maxLength).filter((limit) => limit !== undefined);
  // Where older releases have no limit it is the newer ones' only.
  const longest =
    limits.length === 0
      ? undefined
      : limits.length === all.length
        ? { maxLength: Math.max(...limits) }
        : { newMaxLength: Math.min(...limits) };
  return {
    ...(type && { type }),
    ...longest,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(items.size > 0 && { items: keep(merge(items)) }),
    ...(values.size > 0 && { values: keep(merge(values)) }),
    ...(open && { open }),
    ...(required.length > 0 && { required }),
    ...(allowed && { enum: allowed }),
    ...mergeBounds(all),
    ...mergeDefault(all),
  };
}

/** `v1beta2 1.14` → the schema of `spec`, of the kinds in the modules' folders. */
function readCrds() {
  const files = modules.flatMap((path) =>
    readdirSync(path, { recursive: true })
      .filter((file) => /config\/crd\/bases\/[^/]*\.yaml$/.test(file))
      .map((file) => join(path, file)),
  );
  const crds = new Map();
  for (const file of files) {
    const { spec } = parse(readFileSync(file, 'utf8'));
    const minor = /@v(\d+\.\d+)\./.exec(file)?.[1];
    for (const { name, schema } of spec.versions)
      crds.set(`${spec.group} ${spec.names.kind} ${name} ${minor}`, schema.openAPIV3Schema.properties.spec);
  }
  return crds;
}

/** The tree with the CRD's minProperties. */
function addMinimum(tree, schema) {
  const { properties = {}, items, additionalProperties } = tree;
  return {
    ...tree,
    ...(schema?.minProperties !== undefined && { minProperties: schema.minProperties }),
    ...(tree.properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, below]) => [key, addMinimum(below, schema?.properties?.[key])])),
    }),
    ...(typeof items === 'object' && { items: addMinimum(items, schema?.items) }),
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: addMinimum(additionalProperties, schema?.additionalProperties),
    }),
  };
}

const crds = readCrds();

const kinds = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')))
  .map(({ group, kind, versions }) => ({
    group,
    kind,
    versions: Object.entries(versions).flatMap(([version, entries]) => {
      const served = entries.filter((entry) => entry.served);
      if (served.length === 0) return [{ version, releases: [] }];
      const trees = served.map(({ releases, spec }) => {
        const minor = /v(\d+\.\d+)\./.exec(releases[0])?.[1];
        return addMinimum(spec, crds.get(`${group} ${kind} ${version} ${minor}`));
      });
      const spec = keep(merge(new Map(trees.entries())));
      return [{ version, releases: served.map(({ releases }) => releases.map(shorten)), spec }];
    }),
  }));
const source = 'the CustomResourceDefinitions of Cluster API 1.5–1.14, CAPO 0.8–0.14, CAPM3 1.7–1.13 and ORC 1.0–2.2';
writeFileSync('src/compat/knowledge/crd-fields.json', `${JSON.stringify({ asOf, source, kinds, nodes })}\n`);
