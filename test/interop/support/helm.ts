import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { run } from './run.ts';

/** An object of Kubernetes, as far as these tests look. */
export interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** The objects in YAML that Helm printed; empty documents are left out. */
export function parseObjects(yaml: string): KubernetesObject[] {
  return parseAllDocuments(yaml).flatMap((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    const object: KubernetesObject | null = document.toJS();
    return object === null ? [] : [object];
  });
}

/** What the running test's Helm keeps stays in a folder of its own. */
export function helm(folder: string, args: readonly string[], input = ''): Promise<string> {
  const env = {
    HELM_CACHE_HOME: join(folder, 'helm/cache'),
    HELM_CONFIG_HOME: join(folder, 'helm/config'),
    HELM_DATA_HOME: join(folder, 'helm/data'),
  };
  return run('helm', args, { env, input });
}

/** Renders a cluster class as CSO does, whose own Helm speaks of Kubernetes 1.34. */
export function renderClass(folder: string, line: string, chart: string): Promise<string> {
  return helm(folder, ['template', line, chart, '--namespace', 'cs', '--kube-version', 'v1.34.0']);
}

/** Renders an addon as CSO does: values on standard input, from its overwrite.yaml where there is one. */
export async function renderAddon(folder: string, addon: string, kubernetes: string, cluster: unknown): Promise<string> {
  const values = await renderOverwrite(folder, addon, cluster);
  const args = ['--include-crds', '--dependency-update', '--kube-version', kubernetes];
  return helm(folder, ['template', ...args, 'cluster-addon', addon, '--namespace', 'kube-system', '-f', '-'], values);
}

/**
 * overwrite.yaml is a Go template over `.Cluster` and others. Helm is the template engine at hand: inside
 * `with .Values` the template sees the same names as CSO gives it.
 */
async function renderOverwrite(folder: string, addon: string, cluster: unknown): Promise<string> {
  const names = await readdir(addon);
  if (!names.includes('overwrite.yaml')) return '';
  const chart = join(folder, 'overwrite');
  await mkdir(join(chart, 'templates'), { recursive: true });
  await writeFile(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: overwrite\nversion: 0.1.0\n');
  await writeFile(join(chart, 'values.yaml'), JSON.stringify({ Cluster: cluster, ControlPlane: {}, InfraCluster: {} }));
  const template = await readFile(join(addon, 'overwrite.yaml'), 'utf8');
  await writeFile(join(chart, 'templates/values.yaml'), `{{- with .Values }}\n${template}\n{{- end }}\n`);
  const rendered = await helm(folder, ['template', 'overwrite', chart]);
  const values: unknown = parse(rendered) ?? {};
  // CSO takes the values themselves, or a document that has them as a string.
  return isValuesString(values) ? values.values : JSON.stringify(values);
}

function isValuesString(value: unknown): value is { readonly values: string } {
  return typeof value === 'object' && value !== null && 'values' in value && typeof value.values === 'string';
}

/** Names of objects in another namespace than the one that CSO applies through. */
export function findForeignNamespaces(objects: readonly KubernetesObject[], namespace: string): string[] {
  return objects
    .filter(({ metadata }) => metadata.namespace !== undefined && metadata.namespace !== namespace)
    .map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
}
