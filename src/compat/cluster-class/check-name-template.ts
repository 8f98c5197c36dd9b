import { isSubdomain } from './kubernetes-values.ts';
import { findVariables, parseTemplate, renderParsed } from './template/index.ts';

/** Go's own functions: name templates have no others. */
const FUNCTIONS = new Set('and or not len index slice print printf println html js urlquery call eq ne lt le gt ge'.split(' '));

const KNOWN: Readonly<Record<string, string>> = {
  cluster: 'cluster.name',
  machineDeployment: 'machineDeployment.topologyName',
  machinePool: 'machinePool.topologyName',
  kubeadmControlPlane: 'kubeadmControlPlane.name',
};

/** Cluster API cuts what is longer, and puts random characters at the end. */
const LONGEST = 63;

/**
 * The certain problems of a template for names.
 * Source: internal/topology/names/names.go of Cluster API 1.13
 * @param variables beside `random`, of cluster, machineDeployment, machinePool, kubeadmControlPlane
 */
export function checkNameTemplate(template: string, variables: readonly string[]): string[] {
  const parsed = parseTemplate(template);
  if (parsed.kind === 'invalid') return [`is not a valid template: ${parsed.message}`];
  if (parsed.kind !== 'parsed') return [];
  const known = ['random', ...variables.map((name) => KNOWN[name] ?? name)];
  const unknown = findVariables(parsed.nodes).filter((path) => !known.some((name) => name === path || name.startsWith(`${path}.`)));
  if (unknown.length > 0) return [`uses .${unknown.join(', .')}, and there is .${known.join(', .')}`];
  const foreign = listFunctions(parsed.nodes).filter((name) => !FUNCTIONS.has(name));
  if (foreign.length > 0) return [`calls ${foreign.join(', ')}, and name templates have Go's own functions only`];
  const values = {
    cluster: { name: 'cluster' },
    random: 'x1x1x',
    machineDeployment: { topologyName: 'md' },
    machinePool: { topologyName: 'mp' },
    kubeadmControlPlane: { name: 'kubeadmcontrolplane' },
  };
  const rendered = renderParsed(parsed, values);
  if (rendered.kind === 'unsupported') return [];
  if (rendered.kind === 'failed') return [`fails: ${rendered.message}`];
  const name = rendered.text.length > LONGEST ? `${rendered.text.slice(0, LONGEST - 5)}x1x1x` : rendered.text;
  return isSubdomain(name) ? [] : [`gives ${JSON.stringify(name)}, which cannot name an object`];
}

function listFunctions(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { kind, name } = node as { kind?: unknown; name?: unknown };
  return [...(kind === 'function' && typeof name === 'string' ? [name] : []), ...Object.values(node).flatMap(listFunctions)];
}
