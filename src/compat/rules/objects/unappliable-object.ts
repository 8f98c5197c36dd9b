import type { RenderedObject } from '../../../chart/index.ts';
import { asMap, getIn, isObject } from '../../../data.ts';
import { groupOf } from '../../api-version.ts';
import type { Facts } from '../../facts.ts';
import { nameObject } from '../../identify-object.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { readCustomKinds } from './custom-kinds.ts';
import { DATA_LIMIT, sumData } from './data-size.ts';
import { findWrongValue } from './data-values.ts';
import { listAppliedObjects } from './list-applied.ts';

const MAP = 'apiVersion: v1\nkind: ConfigMap\n';
const CLASS = {
  'cluster-class/templates/cluster-class.yaml': 'apiVersion: cluster.x-k8s.io/v1beta1\nkind: ClusterClass\nmetadata: {name: demo}\n',
};

export const UNAPPLIABLE_OBJECT: Rule<'unappliable-object'> = {
  code: 'unappliable-object',
  title: 'every object can be applied by name, with server-side apply',
  why: 'CSO applies each document of a rendered chart as one object under its own name. One that it cannot read stops the whole chart. One that the API server rejects is retried forever.',
  source: 'CSO, pkg/kube; Kubernetes, names and server-side apply',
  verdicts: ['refuse'],
  passes: { files: { ...CLASS, 'cluster-addon/cni/templates/cni.yaml': `${MAP}metadata: {name: cni, labels: {on: "true"}}\n` } },
  fails: { files: { ...CLASS, 'cluster-addon/cni/templates/cni.yaml': `${MAP}metadata: {generateName: cni-}\n` } },
  check: (facts) => {
    const charts = listAppliedObjects(facts);
    const customKinds = readCustomKinds(charts);
    return charts.flatMap(({ objects }) =>
      objects.flatMap((object): Judgement[] => {
        const message = findObstacle(object, isSubdomain(object, facts) || customKinds.has(`${groupOf(object.apiVersion)}/${object.kind}`));
        return message === undefined ? [] : [{ verdict: 'refuse', subject: nameObject(object), place: object.place, message }];
      }),
    );
  },
};

/** Kinds whose names are free: RBAC's have colons, and an IPAddress is named by the address. */
const FREE_NAMES = new Set(['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding', 'IPAddress', 'ClusterTrustBundle']);

function isSubdomain({ apiVersion, kind }: RenderedObject, { knowledge }: Facts): boolean {
  const builtIn = `${apiVersion}/${kind}` in knowledge.kubernetesApis.apis && !FREE_NAMES.has(kind);
  return builtIn || groupOf(apiVersion).endsWith('cluster.x-k8s.io');
}

/** Source: RFC 1123, as Kubernetes reads it. */
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/** The first thing that keeps CSO from applying an object. */
function findObstacle(object: RenderedObject, subdomain: boolean): string | undefined {
  const { apiVersion, kind, name, data } = object;
  const metadata = asMap(getIn(data, 'metadata')) ?? {};
  if (kind === '') return 'has no kind, and CSO then applies nothing of this chart; write one, or leave the document out';
  // A custom kind may be named so, and then has a name of its own.
  if (kind === 'List' || (kind.endsWith('List') && name === '')) {
    return 'is a list, which CSO does not take apart and the API server does not take; write each item as a document of its own';
  }
  if (apiVersion === '') return 'has no apiVersion, which server-side apply needs';
  if (name === '' && metadata['generateName'] !== undefined)
    return 'has generateName instead of a name, and server-side apply needs a name';
  if (name === '') return 'has no metadata.name, and server-side apply needs one';
  if (typeof metadata['name'] !== 'string') return `has a name that YAML reads as ${typeof metadata['name']}; put it in quotes`;
  if (Array.isArray(metadata['managedFields']) && metadata['managedFields'].length > 0) {
    return 'has metadata.managedFields, with which server-side apply takes no object; leave out what was exported from a cluster';
  }
  if (metadata['uid']) return 'has the metadata.uid of another cluster, so no object ever matches it; leave it out';
  const pods = hasPodTemplate(apiVersion, kind) ? asMap(getIn(data, 'spec', 'template', 'metadata')) : undefined;
  const noText = findNoText(metadata, 'metadata') ?? findNoText(pods ?? {}, 'spec.template.metadata');
  const wrong = noText ?? findWrongValue(object);
  if (wrong !== undefined) return wrong;
  const size = sumData(object);
  if (size > DATA_LIMIT) return `holds ${size} bytes of data, and the API server takes at most ${DATA_LIMIT}; split it`;
  if (/[/%]/.test(name)) return 'has a name with / or %, which no object of Kubernetes may have';
  if (subdomain && !SUBDOMAIN.test(name))
    return 'has a name that Kubernetes does not take: only a-z, 0-9, - and . are allowed, and letters or digits at both ends';
  return undefined;
}

/** CSO writes its own label into these, too. */
function hasPodTemplate(apiVersion: string, kind: string): boolean {
  return (apiVersion === 'apps/v1' && kind !== 'ControllerRevision') || (apiVersion === 'batch/v1' && kind === 'Job');
}

/** A label or annotation that is not a text. CSO stops at its own look at the labels, also where they have no value. */
function findNoText({ labels, annotations }: Readonly<Record<string, unknown>>, at: string): string | undefined {
  if (labels !== undefined && !isObject(labels)) {
    return `has ${at}.labels without a value, and CSO then applies nothing of this chart; leave the key out, or write some`;
  }
  for (const [field, texts] of Object.entries({ labels, annotations })) {
    const strict = at === 'metadata' && field === 'labels';
    const wrong = Object.entries(isObject(texts) ? texts : {}).find(([, value]) => typeof value !== 'string' && (strict || value !== null));
    if (wrong === undefined) continue;
    const [key, value] = wrong;
    return `has the value ${JSON.stringify(value)} in ${at}.${field}, which must be a text; write ${key}: "${value ?? ''}"`;
  }
  return undefined;
}
