import type { RenderedObject } from '../../chart/index.ts';
import { groupOf } from '../../compat/index.ts';
import { getIn, isSame } from '../../data.ts';
import type { Difference } from '../list-differences.ts';

interface Immutable {
  readonly group: string;
  readonly kinds: readonly string[];
  /** Paths of which nothing may change. */
  readonly paths: readonly string[];
  /** Those below them that may. */
  readonly except?: readonly string[];
  /** What the API server fills in where nothing stands, by path. */
  readonly defaults?: Readonly<Record<string, unknown>>;
}

/** Source: Kubernetes, validation of updates in pkg/apis/{apps,batch,core,rbac,storage,scheduling,networking,node}/validation */
const IMMUTABLE: readonly Immutable[] = [
  { group: 'apps', kinds: ['Deployment', 'DaemonSet', 'ReplicaSet'], paths: ['spec.selector'] },
  {
    group: 'apps',
    kinds: ['StatefulSet'],
    paths: ['spec'],
    except: [
      ...['replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit'].map((key) => `spec.${key}`),
      ...['spec.persistentVolumeClaimRetentionPolicy', 'spec.minReadySeconds'],
    ],
  },
  {
    group: 'batch',
    kinds: ['Job'],
    paths: 'template selector completions completionMode podFailurePolicy backoffLimitPerIndex managedBy successPolicy'
      .split(' ')
      .map((key) => `spec.${key}`),
    defaults: { 'spec.completionMode': 'NonIndexed' },
  },
  {
    group: 'storage.k8s.io',
    kinds: ['StorageClass'],
    paths: ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'],
    defaults: { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' },
  },
  {
    group: 'storage.k8s.io',
    kinds: ['CSIDriver'],
    paths: ['spec.attachRequired', 'spec.volumeLifecycleModes'],
    defaults: { 'spec.attachRequired': true, 'spec.volumeLifecycleModes': ['Persistent'] },
  },
  {
    group: 'rbac.authorization.k8s.io',
    kinds: ['RoleBinding', 'ClusterRoleBinding'],
    paths: ['roleRef'],
    defaults: { 'roleRef.apiGroup': 'rbac.authorization.k8s.io' },
  },
  {
    group: 'scheduling.k8s.io',
    kinds: ['PriorityClass'],
    paths: ['value', 'preemptionPolicy'],
    defaults: { preemptionPolicy: 'PreemptLowerPriority' },
  },
  { group: 'networking.k8s.io', kinds: ['IngressClass'], paths: ['spec.controller'] },
  { group: 'node.k8s.io', kinds: ['RuntimeClass'], paths: ['handler'] },
  { group: '', kinds: ['Secret'], paths: ['type'], defaults: { type: 'Opaque' } },
  { group: '', kinds: ['Service'], paths: ['spec.clusterIP'] },
  {
    group: '',
    kinds: ['PersistentVolumeClaim'],
    paths: ['spec'],
    except: ['spec.resources', 'spec.volumeAttributesClassName'],
  },
  { group: '', kinds: ['Pod'], paths: ['spec'], except: ['spec.activeDeadlineSeconds', 'spec.tolerations'] },
  {
    group: 'apiextensions.k8s.io',
    kinds: ['CustomResourceDefinition'],
    paths: ['spec.scope', 'spec.group', 'spec.names.plural', 'spec.names.kind'],
  },
];

/** Whether Kubernetes rejects a change of an object there. */
export function isImmutable(old: RenderedObject, { path, from, to }: Difference): boolean {
  const group = groupOf(old.apiVersion);
  const at = path.filter((key) => typeof key === 'string').join('.');
  const within = (prefix: string) => at === prefix || at.startsWith(`${prefix}.`);
  if (group === '' && (old.kind === 'ConfigMap' || old.kind === 'Secret') && getIn(old.data, 'immutable') === true) {
    if (['data', 'binaryData', 'stringData', 'immutable'].some(within)) return true;
  }
  const entry = IMMUTABLE.find((candidate) => candidate.group === group && candidate.kinds.includes(old.kind));
  if (entry === undefined || !entry.paths.some(within) || entry.except?.some(within) === true) return false;
  const fill = (value: unknown) => value ?? entry.defaults?.[at];
  if (isSame(fill(from), fill(to))) return false;
  // Of a Job that counts its pods by their index, completions may change along with its parallelism.
  if (old.kind === 'Job' && at === 'spec.completions' && getIn(old.data, 'spec', 'completionMode') === 'Indexed') return false;
  // Images of a pod may change, and an address that a service was given by the cluster may be left out.
  if (old.kind === 'Pod' && /^spec\.(?:containers|initContainers)\.image$/.test(at)) return false;
  return !(old.kind === 'Service' && (from === undefined || to === undefined) && from !== 'None' && to !== 'None');
}
