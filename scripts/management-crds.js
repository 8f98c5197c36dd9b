#!/usr/bin/env node
// Writes test/management/support/crds.json: the schemas of the custom kinds that `manifests` writes, without words.
//   node scripts/management-crds.js MODULE-FOLDER…
// The folders are those of Go modules, which `go mod download -json` prints:
//   sigs.k8s.io/cluster-api-operator, github.com/SovereignCloudStack/cluster-stack-operator, github.com/kyverno/kyverno,
//   github.com/k-orc/openstack-resource-controller/v2
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** By kind, the version that is written. */
const WANTED = {
  CoreProvider: 'v1alpha2',
  BootstrapProvider: 'v1alpha2',
  ControlPlaneProvider: 'v1alpha2',
  InfrastructureProvider: 'v1alpha2',
  IPAMProvider: 'v1alpha2',
  ClusterStack: 'v1alpha1',
  GeneratingPolicy: 'v1',
  ValidatingPolicy: 'v1',
  Image: 'v1alpha1',
};
const GROUPS = /^(?:operator\.cluster\.x-k8s\.io|clusterstack\.x-k8s\.io|policies\.kyverno\.io|openstack\.k-orc\.cloud)$/;
/** Pods in full, of which we write nothing. */
const LEFT_OUT = new Set(['deployment', 'additionalDeployments']);

function trim(schema) {
  if (Array.isArray(schema)) return schema.map(trim);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key, value]) => !(key === 'description' && typeof value === 'string'));
  return Object.fromEntries(
    kept.map(([key, value]) => {
      if (key !== 'properties') return [key, trim(value)];
      const properties = Object.entries(value).filter(([name]) => name !== 'status');
      return [key, Object.fromEntries(properties.map(([name, below]) => [name, LEFT_OUT.has(name) ? {} : trim(below)]))];
    }),
  );
}

const schemas = {};
const sources = new Set();
for (const folder of process.argv.slice(2)) {
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /crds?\b.*\.yaml$/.test(name))) {
    const text = readFileSync(join(folder, path), 'utf8');
    if (!text.includes('kind: CustomResourceDefinition') || text.includes('{{')) continue;
    for (const { spec } of parseAllDocuments(text).map((document) => document.toJS() ?? {})) {
      const kind = spec?.names?.kind;
      if (spec === undefined || !GROUPS.test(spec.group) || !Object.hasOwn(WANTED, kind)) continue;
      const version = spec.versions.find(({ name }) => name === WANTED[kind]);
      if (version === undefined) continue;
      schemas[`${spec.group}/${version.name}/${kind}`] = trim(version.schema.openAPIV3Schema);
      sources.add(basename(folder));
    }
  }
}
const sorted = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync('test/management/support/crds.json', `${JSON.stringify({ sources: [...sources].sort(), schemas: sorted })}\n`);
