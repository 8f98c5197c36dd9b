import { readClassKey } from '../../compat/index.ts';
import { asList, asText, getIn } from '../../data.ts';
import { mapLimited } from '../../map-limited.ts';
import {
  type Cluster,
  type ClusterStack,
  type ClusterStackRelease,
  type ClusterState,
  describeAnswer,
  type InstalledProvider,
  type Seen,
} from './cluster-state.ts';
import type { Ask } from './open-kubectl.ts';
import { parseDeployment } from './parse-deployment.ts';

/** Objects of a page, and pages: far more than a management cluster has. */
const PAGE = 500;
const PAGES = 40;

/** Kinds of the Cluster API operator, by the label of what they install. */
const OPERATED: readonly (readonly [resource: string, prefix: string])[] = [
  ['coreproviders', ''],
  ['bootstrapproviders', 'bootstrap-'],
  ['controlplaneproviders', 'control-plane-'],
  ['infrastructureproviders', 'infrastructure-'],
  ['ipamproviders', 'ipam-'],
];
const CLUSTERCTL: Readonly<Record<string, string>> = {
  CoreProvider: '',
  BootstrapProvider: 'bootstrap-',
  ControlPlaneProvider: 'control-plane-',
  InfrastructureProvider: 'infrastructure-',
  IPAMProvider: 'ipam-',
};

/** Reads what a management cluster has. Never rejects: what is not seen is said to be so. */
export async function askCluster(ask: Ask): Promise<ClusterState> {
  const version = await ask('/version');
  const groups = await ask('/apis');
  const serves = groups.kind === 'found' ? listServed(groups.data) : new Map<string, readonly string[]>();
  // A server that lists nothing may have anything.
  if (serves.size === 0) {
    const why = groups.kind === 'found' || groups.kind === 'absent' ? 'the server lists no APIs' : describeAnswer(groups);
    const unseen: Seen<never> = { kind: 'unseen', items: [], why };
    return {
      kubernetes: version.kind === 'found' ? asText(getIn(version.data, 'gitVersion')) : undefined,
      deployments: unseen,
      providers: unseen,
      clusterStacks: unseen,
      releases: unseen,
      clusters: unseen,
      gone: why,
    };
  }
  const list = async <Item>(
    group: string,
    versions: readonly string[],
    resource: string,
    parse: (item: unknown) => Item | undefined,
  ): Promise<Seen<Item>> => {
    const served = serves.get(group);
    if (served === undefined) return { kind: 'seen', items: [] };
    const version = versions.find((one) => served.includes(one));
    if (version !== undefined) return readAll(ask, `/apis/${group}/${version}/${resource}`, parse);
    return {
      kind: 'unseen',
      items: [],
      why: `the server has ${group} as ${served.join(', ') || 'nothing'} alone, and not as ${versions.join(' or ')}`,
    };
  };
  const operated = await mapLimited(OPERATED, ([resource, prefix]) =>
    list('operator.cluster.x-k8s.io', ['v1alpha2', 'v1alpha1'], resource, (item) => parseOperated(item, prefix)),
  );
  const [installed, deployments, clusterStacks, releases, clusters] = await Promise.all([
    list('clusterctl.cluster.x-k8s.io', ['v1alpha3'], 'providers', parseInstalled),
    readAll(ask, '/apis/apps/v1/deployments', parseDeployment),
    list('clusterstack.x-k8s.io', ['v1alpha1'], 'clusterstacks', parseClusterStack),
    list('clusterstack.x-k8s.io', ['v1alpha1'], 'clusterstackreleases', parseRelease),
    list('cluster.x-k8s.io', ['v1beta2', 'v1beta1'], 'clusters', parseCluster),
  ]);
  return {
    kubernetes: version.kind === 'found' ? asText(getIn(version.data, 'gitVersion')) : undefined,
    deployments,
    providers: join([...operated, installed]),
    clusterStacks,
    releases,
    clusters,
    gone: undefined,
  };
}

/** Versions by group: those of `cluster.x-k8s.io/v1beta1` and its like. */
function listServed(groups: unknown): ReadonlyMap<string, readonly string[]> {
  const own = asList(getIn(groups, 'groups')).flatMap((group) => {
    const words = asList(getIn(group, 'versions')).flatMap((one) => [asText(getIn(one, 'groupVersion'))?.split('/') ?? []]);
    const name = asText(getIn(group, 'name')) ?? words[0]?.[0];
    return name === undefined ? [] : [[name, words.flatMap(([, version]) => version ?? [])] as const];
  });
  return new Map(own);
}

async function readAll<Item>(ask: Ask, path: string, parse: (item: unknown) => Item | undefined): Promise<Seen<Item>> {
  const items: Item[] = [];
  let token = '';
  for (let page = 0; page < PAGES; page++) {
    const answer = await ask(`${path}?limit=${PAGE}${token === '' ? '' : `&continue=${encodeURIComponent(token)}`}`);
    if (answer.kind === 'absent' && page === 0) return { kind: 'seen', items: [] };
    if (answer.kind === 'absent') return { kind: 'unseen', items, why: 'the list ended in the middle' };
    if (answer.kind !== 'found') return { kind: 'unseen', items, why: describeAnswer(answer) };
    const own = getIn(answer.data, 'items');
    // An empty list of Go may be null.
    if (!Array.isArray(own) && !(own === null && asText(getIn(answer.data, 'kind'))?.endsWith('List'))) {
      return { kind: 'unseen', items, why: 'the server did not answer with a list' };
    }
    items.push(...asList(own).flatMap((item) => parse(item) ?? []));
    token = asText(getIn(answer.data, 'metadata', 'continue')) ?? '';
    if (token === '') return { kind: 'seen', items };
  }
  return { kind: 'unseen', items, why: `there are more than ${PAGES * PAGE} of them` };
}

/** Where two keep a record of one provider, the one that installs it counts. */
function join(lists: readonly Seen<InstalledProvider>[]): Seen<InstalledProvider> {
  const byName = new Map<string, InstalledProvider>();
  for (const provider of lists.flatMap(({ items }) => items)) if (!byName.has(provider.provider)) byName.set(provider.provider, provider);
  const unseen = lists.find((one) => one.kind === 'unseen');
  const items = [...byName.values()];
  return unseen === undefined ? { kind: 'seen', items } : { ...unseen, items };
}

function readNames(item: unknown): { readonly name: string; readonly namespace: string } | undefined {
  const [name, namespace] = [asText(getIn(item, 'metadata', 'name')), asText(getIn(item, 'metadata', 'namespace'))];
  return name === undefined ? undefined : { name, namespace: namespace ?? '' };
}

function parseOperated(item: unknown, prefix: string): InstalledProvider | undefined {
  const names = readNames(item);
  // What is asked for in its spec may never have been installed.
  const version = asText(getIn(item, 'status', 'installedVersion'));
  return names && { provider: `${prefix}${names.name}`, namespace: names.namespace, version };
}

function parseInstalled(item: unknown): InstalledProvider | undefined {
  const prefix = CLUSTERCTL[asText(getIn(item, 'type')) ?? ''];
  const name = asText(getIn(item, 'providerName'));
  if (prefix === undefined || name === undefined) return undefined;
  return { provider: `${prefix}${name}`, namespace: readNames(item)?.namespace ?? '', version: asText(getIn(item, 'version')) };
}

function parseClusterStack(item: unknown): ClusterStack | undefined {
  const names = readNames(item);
  const spec = (key: string) => getIn(item, 'spec', key);
  const versions = asList(spec('versions')).filter((version) => typeof version === 'string');
  const line = `${spec('provider')}-${spec('name')}-${String(spec('kubernetesVersion')).replace('.', '-')}`;
  return names && { ...names, line, versions, autoSubscribe: spec('autoSubscribe') !== false };
}

function parseRelease(item: unknown): ClusterStackRelease | undefined {
  const names = readNames(item);
  return names && { ...names, isReady: getIn(item, 'status', 'ready') === true };
}

function parseCluster(item: unknown): Cluster | undefined {
  const names = readNames(item);
  const { name, namespace } = readClassKey(item);
  const kubernetes = asText(getIn(item, 'spec', 'topology', 'version'));
  return names && { ...names, class: name, classNamespace: namespace ?? names.namespace, kubernetes };
}
