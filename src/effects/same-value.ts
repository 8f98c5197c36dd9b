import { isObject, isSame } from '../data.ts';

/** Keys of maps, and what stands for an item of a list. */
type Steps = readonly unknown[];

function lastKey(path: Steps): string {
  return path.findLast((step): step is string => typeof step === 'string') ?? '';
}

/**
 * What API servers write where nothing stands, and what they make the same of as nothing; not `enableServiceLinks`, which they write
 * into pods and not into the templates of pods. Source: Kubernetes' API reference; pkg/apis/{core,apps}/v1/defaults.go
 */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  defaultMode: 420,
  dnsPolicy: 'ClusterFirst',
  hostIPC: false,
  hostNetwork: false,
  hostPID: false,
  podManagementPolicy: 'OrderedReady',
  protocol: 'TCP',
  revisionHistoryLimit: 10,
  schedulerName: 'default-scheduler',
  sessionAffinity: 'None',
  stdin: false,
  stdinOnce: false,
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  tty: false,
  volumeMode: 'Filesystem',
};

/** The same for fields that mean it only within another: a restart policy of a container makes a sidecar of it, and a probe without a grace period has its pod's. */
const DEFAULTS_WITHIN: readonly { readonly parent: RegExp; readonly fields: Readonly<Record<string, unknown>> }[] = [
  { parent: /^spec$/, fields: { restartPolicy: 'Always', terminationGracePeriodSeconds: 30 } },
  { parent: /Probe$/, fields: { failureThreshold: 3, initialDelaySeconds: 0, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1 } },
  { parent: /^httpGet$/, fields: { path: '/', scheme: 'HTTP' } },
  { parent: /^hostPath$/, fields: { type: '' } },
  { parent: /^serviceAccountToken$/, fields: { expirationSeconds: 3600 } },
  { parent: /^fieldRef$/, fields: { apiVersion: 'v1' } },
];

/** Maps that say nothing when they are empty; others do: `emptyDir: {}`, `podSelector: {}`. */
const SAYS_NOTHING = new Set(
  'annotations data labels limits matchLabels nodeSelector requests resources securityContext strategy updateStrategy'.split(' '),
);

const OWN_KEYS: ReadonlySet<unknown> = new Set(
  'annotations binaryData data labels matchLabels nodeSelector parameters stringData volumeAttributes'.split(' '),
);

/** Fields of which an empty text says something else than no text: no class at all, and not the usual one. */
const TELLS_EMPTY: ReadonlySet<unknown> = new Set(
  'ingressClassName loadBalancerClass runtimeClassName storageClassName volumeAttributesClassName'.split(' '),
);

/** Whether a field of Kubernetes' own is as good as not there, since its text or list is empty. */
export function isEmptyField(path: Steps, value: unknown): boolean {
  if (value === '') return !OWN_KEYS.has(path.at(-2)) && !TELLS_EMPTY.has(path.at(-1));
  return Array.isArray(value) && value.length === 0;
}

/** Whether a field with this value is the same as no such field. */
export function isDefault(path: Steps, value: unknown): boolean {
  const key = lastKey(path);
  // What people name themselves has no defaults.
  if (typeof path.at(-1) !== 'string' || OWN_KEYS.has(path.at(-2))) return false;
  if (isObject(value) && Object.keys(value).length === 0) return SAYS_NOTHING.has(key);
  const parent = String(path.at(-2));
  return [DEFAULTS, ...DEFAULTS_WITHIN.filter((entry) => entry.parent.test(parent)).map(({ fields }) => fields)].some(
    (fields) => Object.hasOwn(fields, key) && isSame(fields[key], value),
  );
}

/** Fields that are quantities, and those that are a number or a name. */
const QUANTITIES = new Set(['limits', 'requests', 'capacity', 'hard', 'min', 'max', 'default', 'defaultRequest']);
const INT_OR_STRING = new Set(['targetPort', 'port', 'maxSurge', 'maxUnavailable', 'minAvailable']);

/** Whether two values are the same amount: `1`, `"1"` and `1000m`. */
export function isSameQuantity(path: Steps, from: unknown, to: unknown): boolean {
  const isScalar = (value: unknown) => typeof value === 'string' || typeof value === 'number';
  if (!isScalar(from) || !isScalar(to)) return false;
  if (INT_OR_STRING.has(lastKey(path))) return String(from) === String(to);
  const parent = path.at(-2);
  if (typeof parent !== 'string' || !QUANTITIES.has(parent)) return false;
  const [old, now] = [parseQuantity(String(from)), parseQuantity(String(to))];
  return old !== undefined && old === now;
}

const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
function parseQuantity(text: string): number | undefined {
  const [, number, suffix = ''] = /^([+-]?\d+(?:\.\d+)?)(n|u|m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$/.exec(text) ?? [];
  const factor = SUFFIXES[suffix];
  // Rounded, since 0.1 * 1000 must equal 100.
  return number === undefined || factor === undefined ? undefined : Number((Number(number) * factor).toPrecision(12));
}
