import type { RenderedObject } from '../../../chart/index.ts';
import { nameObject } from '../../identify-object.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { getRecord, listApplied, listItems } from './applied.ts';

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

/** Where kinds keep the spec of their pods. */
const POD_SPECS: Readonly<Record<string, readonly string[]>> = {
  'v1/Pod': ['spec'],
  'v1/ReplicationController': ['spec', 'template', 'spec'],
  'apps/v1/DaemonSet': ['spec', 'template', 'spec'],
  'apps/v1/Deployment': ['spec', 'template', 'spec'],
  'apps/v1/ReplicaSet': ['spec', 'template', 'spec'],
  'apps/v1/StatefulSet': ['spec', 'template', 'spec'],
  'batch/v1/Job': ['spec', 'template', 'spec'],
  'batch/v1/CronJob': ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: cni}\nspec:\n  ports:\n    - {name: http, port: 80}\n';

export const DUPLICATE_ENTRY: Rule = {
  code: 'duplicate-entry',
  title: 'no list that Kubernetes merges by a key has two entries of one key',
  why: 'helm install lets such an object pass, for CSO the API server rejects it: server-side apply cannot tell the two entries apart. CSO tries again forever.',
  source: 'Kubernetes, server-side apply: https://github.com/kubernetes/kubernetes/issues/113482',
  verdicts: ['refuse'],
  passes: { files: { 'cluster-addon/cni/templates/cni.yaml': `${SERVICE}    - {name: dns, port: 80, protocol: UDP}\n` } },
  fails: { files: { 'cluster-addon/cni/templates/cni.yaml': `${SERVICE}    - {name: web, port: 80}\n` } },
  check: (facts) =>
    listApplied(facts).flatMap(({ objects }) =>
      objects.flatMap((object) =>
        listDuplicates(object).map((what): Judgement => {
          const message = `has two entries ${what}, which server-side apply, and so CSO, cannot apply; leave one of them out`;
          return { verdict: 'refuse', subject: nameObject(object), place: object.place, message };
        }),
      ),
    ),
};

function listDuplicates({ apiVersion, kind, data }: RenderedObject): string[] {
  const type = `${apiVersion}/${kind}`;
  if (type === 'v1/Service') return findDuplicates(getRecord(data, 'spec'), 'spec', 'ports', { port: undefined, protocol: 'TCP' });
  if (/^admissionregistration\.k8s\.io\/v1\/\w+WebhookConfiguration$/.test(type)) {
    return findDuplicates(data, '', 'webhooks', { name: undefined });
  }
  const path = POD_SPECS[type];
  const spec = path && getRecord(data, ...path);
  if (path === undefined || spec === undefined) return [];
  const at = path.join('.');
  const containers = ['initContainers', 'containers'].flatMap((list) =>
    listItems(spec[list]).map((item) => ({ container: getRecord(item), list })),
  );
  return [
    ...Object.entries(POD_LISTS).flatMap(([list, keys]) => findDuplicates(spec, at, list, keys)),
    ...containers.flatMap(({ container, list }) =>
      Object.entries(CONTAINER_LISTS).flatMap(([name, keys]) =>
        findDuplicates(container, `${at}.${list}[${container?.['name']}]`, name, keys),
      ),
    ),
  ];
}

/** The keys that stand twice in a list: `name=FOO in spec.containers[agent].env`. */
function findDuplicates(parent: Readonly<Record<string, unknown>> | undefined, at: string, list: string, keys: Keys): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const item of listItems(parent?.[list])) {
    const entry = getRecord(item);
    const values = Object.entries(keys).map(([key, fallback]) => [key, entry?.[key] ?? fallback] as const);
    if (entry === undefined || values.some(([, value]) => value === undefined)) continue;
    const key = values.map(([name, value]) => `${name}=${value}`).join(', ');
    if (seen.has(key)) twice.add(key);
    seen.add(key);
  }
  return [...twice].map((key) => `${key} in ${at === '' ? list : `${at}.${list}`}`);
}
