import type { RenderedObject } from '../../../chart/index.ts';
import { asList, asMap, type DataMap, getIn } from '../../../data.ts';
import { nameObject } from '../../identify-object.ts';
import { findPodSpec, listContainers } from '../../pod-spec.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { listAppliedObjects } from './list-applied.ts';

/** Keys of the lists that Kubernetes merges by key, with the default of a key that may be left out. */
type Keys = Readonly<Record<string, string | undefined>>;

const POD_LISTS: Readonly<Record<string, Keys>> = {
  containers: { name: undefined },
  initContainers: { name: undefined },
  volumes: { name: undefined },
  hostAliases: { ip: undefined },
  imagePullSecrets: { name: undefined },
  topologySpreadConstraints: { topologyKey: undefined, whenUnsatisfiable: undefined },
};
const CONTAINER_LISTS: Readonly<Record<string, Keys>> = {
  env: { name: undefined },
  ports: { containerPort: undefined, protocol: 'TCP' },
  volumeMounts: { mountPath: undefined },
  volumeDevices: { devicePath: undefined },
};

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: cni}\nspec:\n  ports:\n    - {name: http, port: 80}\n';

export const DUPLICATE_ENTRY: Rule<'duplicate-entry'> = {
  code: 'duplicate-entry',
  title: 'no list that Kubernetes merges by key has two entries with the same key',
  why: 'helm install accepts such an object. Server-side apply cannot tell the two entries apart, so the API server rejects what CSO applies, and CSO retries forever.',
  source: 'Kubernetes, server-side apply: https://github.com/kubernetes/kubernetes/issues/113482',
  verdicts: ['refuse'],
  passes: { files: { 'cluster-addon/cni/templates/cni.yaml': `${SERVICE}    - {name: dns, port: 80, protocol: UDP}\n` } },
  fails: { files: { 'cluster-addon/cni/templates/cni.yaml': `${SERVICE}    - {name: web, port: 80}\n` } },
  check: (facts) =>
    listAppliedObjects(facts).flatMap(({ objects }) =>
      objects.flatMap((object) =>
        listDuplicates(object).map((what): Judgement => {
          const message = `has two entries ${what}, which server-side apply, and so CSO, cannot apply; leave one of them out`;
          return { verdict: 'refuse', subject: nameObject(object), place: object.place, message };
        }),
      ),
    ),
};

function listDuplicates(object: RenderedObject): string[] {
  const { data } = object;
  const type = `${object.apiVersion}/${object.kind}`;
  if (type === 'v1/Service') return findDuplicates(asMap(getIn(data, 'spec')), 'spec', 'ports', { port: undefined, protocol: 'TCP' });
  if (/^admissionregistration\.k8s\.io\/v1\/\w+WebhookConfiguration$/.test(type)) {
    return findDuplicates(data, '', 'webhooks', { name: undefined });
  }
  const pods = findPodSpec(object);
  if (pods === undefined) return [];
  const { spec, path } = pods;
  return [
    ...Object.entries(POD_LISTS).flatMap(([list, keys]) => findDuplicates(spec, path, list, keys)),
    ...listContainers(pods).flatMap(({ container, list }) =>
      Object.entries(CONTAINER_LISTS).flatMap(([name, keys]) =>
        findDuplicates(container, `${path}.${list}[${container['name']}]`, name, keys),
      ),
    ),
  ];
}

/** The keys that stand twice in a list: `name=FOO in spec.containers[agent].env`. */
function findDuplicates(parent: DataMap | undefined, at: string, list: string, keys: Keys): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const item of asList(parent?.[list])) {
    const entry = asMap(item);
    const values = Object.entries(keys).map(([key, fallback]) => [key, entry?.[key] ?? fallback] as const);
    if (entry === undefined || values.some(([, value]) => value === undefined)) continue;
    const key = values.map(([name, value]) => `${name}=${value}`).join(', ');
    if (seen.has(key)) twice.add(key);
    seen.add(key);
  }
  return [...twice].map((key) => `${key} in ${at === '' ? list : `${at}.${list}`}`);
}
