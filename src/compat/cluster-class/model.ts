import type { RenderedObject } from '../../chart/index.ts';
import { asList, asText, getIn, isObject } from '../../data.ts';
import type { Facts } from '../facts.ts';

/** Where a ClusterClass names a template, and what Cluster API makes of it. */
export type Role =
  | { readonly kind: 'infrastructureCluster' | 'controlPlane' | 'controlPlaneMachines' }
  | { readonly kind: 'bootstrap' | 'workerMachines'; readonly workers: 'machineDeployment' | 'machinePool'; readonly class: string };

export interface TemplateRef {
  /** `spec.controlPlane.ref` */
  readonly path: string;
  readonly role: Role;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

export interface ClassVariable {
  readonly name: string;
  readonly required: boolean;
  /** Whether the class says if it is required. */
  readonly saysRequired: boolean;
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface Selector {
  readonly apiVersion: string;
  readonly kind: string;
  readonly controlPlane: boolean;
  readonly infrastructureCluster: boolean;
  readonly machineDeployments: readonly string[];
  readonly machinePools: readonly string[];
}

/** `valueFrom` */
export interface ValueSource {
  readonly variable?: string;
  readonly template?: string;
}

export interface JsonPatch {
  readonly op: string;
  readonly path: string;
  /** The value as it is; undefined where there is none, and for null, which Cluster API takes for none. */
  readonly value: unknown;
  readonly from: ValueSource | undefined;
}

export interface Definition {
  readonly selector: Selector;
  readonly jsonPatches: readonly JsonPatch[];
}

export interface ClassPatch {
  readonly name: string;
  readonly enabledIf: string | undefined;
  /** Undefined where there is no such key. */
  readonly definitions: readonly Definition[] | undefined;
  readonly external: boolean;
  /** What `external` names: the extensions that generate and validate. */
  readonly extensions: readonly string[];
}

/** A ClusterClass as far as it can be read; what is of another form is judged by its fields. */
export interface ClusterClass {
  readonly object: RenderedObject;
  /** Those without any `ref` are left out. */
  readonly refs: readonly TemplateRef[];
  readonly deploymentClasses: readonly string[];
  readonly poolClasses: readonly string[];
  readonly variables: readonly ClassVariable[];
  readonly patches: readonly ClassPatch[];
}

export const CORE_GROUP = 'cluster.x-k8s.io';

/** The objects of the cluster class; none where Helm did not render it. */
export function listObjects(facts: Facts): readonly RenderedObject[] {
  const { rendering } = facts.clusterClass;
  return rendering.kind === 'rendered' ? rendering.objects : [];
}

/**
 * Why objects may be missing that the chart renders, for the end of a sentence; undefined where all of them were read.
 * Nothing may be concluded from an object that is not there otherwise.
 */
export function describeUnread(facts: Facts): string | undefined {
  const { rendering } = facts.clusterClass;
  if (rendering.kind !== 'rendered' || rendering.problems.length === 0) return undefined;
  const files = [...new Set(rendering.problems.map(({ place }) => `${place.file}${place.line === undefined ? '' : `:${place.line}`}`))];
  return `what ${files.slice(0, 3).join(', ')} ${files.length === 1 ? 'renders' : 'render'} could not be read, and may have it; see render-invalid`;
}

/** `cluster.x-k8s.io`, and empty for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

export function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}

const RANKS = ['alpha', 'beta', ''];

/** A number for the age of a version: `v1beta2` is above `v1beta1`, and `v1` above both. */
export function rankVersion(version: string): number {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  return match === null ? 0 : Number(match[1]) * 10_000 + RANKS.indexOf(match[2] ?? '') * 1_000 + Number(match[3] ?? 0);
}

/** All ClusterClasses that were rendered: one, as it should be. */
export function readClasses(facts: Facts): ClusterClass[] {
  return listObjects(facts)
    .filter(({ kind, apiVersion }) => kind === 'ClusterClass' && groupOf(apiVersion) === CORE_GROUP)
    .map(readClass);
}

function readClass(object: RenderedObject): ClusterClass {
  const spec = getIn(object.data, 'spec');
  const deployments = asList(getIn(spec, 'workers', 'machineDeployments'));
  const pools = asList(getIn(spec, 'workers', 'machinePools'));
  return {
    object,
    refs: [
      ...readRef(getIn(spec, 'infrastructure'), 'spec.infrastructure', { kind: 'infrastructureCluster' }),
      ...readRef(getIn(spec, 'controlPlane'), 'spec.controlPlane', { kind: 'controlPlane' }),
      ...readRef(getIn(spec, 'controlPlane', 'machineInfrastructure'), 'spec.controlPlane.machineInfrastructure', {
        kind: 'controlPlaneMachines',
      }),
      ...deployments.flatMap((item, index) => readWorkerRefs(item, `spec.workers.machineDeployments[${index}]`, 'machineDeployment')),
      ...pools.flatMap((item, index) => readWorkerRefs(item, `spec.workers.machinePools[${index}]`, 'machinePool')),
    ],
    deploymentClasses: deployments.map((item) => asText(getIn(item, 'class')) ?? ''),
    poolClasses: pools.map((item) => asText(getIn(item, 'class')) ?? ''),
    variables: asList(getIn(spec, 'variables')).filter(isObject).map(readVariable),
    patches: asList(getIn(spec, 'patches')).filter(isObject).map(readPatch),
  };
}

/** v1beta1 has the templates below `template`, v1beta2 beside the class's name. */
function readWorkerRefs(item: unknown, path: string, workers: 'machineDeployment' | 'machinePool'): TemplateRef[] {
  const nested = isObject(getIn(item, 'template'));
  const holder = nested ? getIn(item, 'template') : item;
  const at = nested ? `${path}.template` : path;
  const name = asText(getIn(item, 'class')) ?? '';
  return [
    ...readRef(getIn(holder, 'bootstrap'), `${at}.bootstrap`, { kind: 'bootstrap', workers, class: name }),
    ...readRef(getIn(holder, 'infrastructure'), `${at}.infrastructure`, { kind: 'workerMachines', workers, class: name }),
  ];
}

function readRef(holder: unknown, path: string, role: Role): TemplateRef[] {
  const key = isObject(getIn(holder, 'ref')) ? 'ref' : 'templateRef';
  const ref = getIn(holder, key);
  if (!isObject(ref)) return [];
  const namespace = getIn(ref, 'namespace');
  return [
    {
      path: `${path}.${key}`,
      role,
      apiVersion: asText(ref['apiVersion']) ?? '',
      kind: asText(ref['kind']) ?? '',
      name: asText(ref['name']) ?? '',
      namespace: typeof namespace === 'string' && namespace !== '' ? namespace : undefined,
    },
  ];
}

function readVariable(item: Readonly<Record<string, unknown>>): ClassVariable {
  const schema = getIn(item, 'schema', 'openAPIV3Schema');
  return {
    name: asText(item['name']) ?? '',
    required: item['required'] === true,
    saysRequired: typeof item['required'] === 'boolean',
    schema: isObject(schema) ? schema : {},
  };
}

/** v1beta1's names, then v1beta2's. */
const EXTENSIONS = ['generateExtension', 'validateExtension', 'generatePatchesExtension', 'validateTopologyExtension'];

function readPatch(item: Readonly<Record<string, unknown>>): ClassPatch {
  const enabledIf = item['enabledIf'];
  const definitions = item['definitions'];
  return {
    name: asText(item['name']) ?? '',
    enabledIf: typeof enabledIf === 'string' ? enabledIf : undefined,
    definitions: Array.isArray(definitions) ? definitions.filter(isObject).map(readDefinition) : undefined,
    external: isObject(item['external']),
    extensions: EXTENSIONS.flatMap((key) => asText(getIn(item['external'], key)) || []),
  };
}

function readDefinition(item: Readonly<Record<string, unknown>>): Definition {
  const match = getIn(item, 'selector', 'matchResources');
  const names = (key: string) => asList(getIn(match, key, 'names')).filter((name) => typeof name === 'string');
  return {
    selector: {
      apiVersion: asText(getIn(item, 'selector', 'apiVersion')) ?? '',
      kind: asText(getIn(item, 'selector', 'kind')) ?? '',
      controlPlane: getIn(match, 'controlPlane') === true,
      infrastructureCluster: getIn(match, 'infrastructureCluster') === true,
      machineDeployments: names('machineDeploymentClass'),
      machinePools: names('machinePoolClass'),
    },
    jsonPatches: asList(item['jsonPatches']).filter(isObject).map(readJsonPatch),
  };
}

function readJsonPatch(item: Readonly<Record<string, unknown>>): JsonPatch {
  const from = item['valueFrom'];
  const field = (key: string) => {
    const value = getIn(from, key);
    return typeof value === 'string' ? { [key]: value } : {};
  };
  return {
    op: asText(item['op']) ?? '',
    path: asText(item['path']) ?? '',
    value: item['value'] ?? undefined,
    from: isObject(from) ? { ...field('variable'), ...field('template') } : undefined,
  };
}
