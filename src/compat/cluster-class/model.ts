import type { RenderedObject } from '../../chart/index.ts';
import { isObject } from '../../data.ts';
import { CORE_GROUP, groupOf } from '../api-version.ts';
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

/** All ClusterClasses that were rendered: one, as it should be. */
export function readClasses(facts: Facts): ClusterClass[] {
  return listObjects(facts)
    .filter(({ kind, apiVersion }) => kind === 'ClusterClass' && groupOf(apiVersion) === CORE_GROUP)
    .map(readClass);
}

function readClass(object: RenderedObject): ClusterClass {
  const spec = get(object.data, 'spec');
  const deployments = listOf(get(spec, 'workers', 'machineDeployments'));
  const pools = listOf(get(spec, 'workers', 'machinePools'));
  return {
    object,
    refs: [
      ...readRef(get(spec, 'infrastructure'), 'spec.infrastructure', { kind: 'infrastructureCluster' }),
      ...readRef(get(spec, 'controlPlane'), 'spec.controlPlane', { kind: 'controlPlane' }),
      ...readRef(get(spec, 'controlPlane', 'machineInfrastructure'), 'spec.controlPlane.machineInfrastructure', {
        kind: 'controlPlaneMachines',
      }),
      ...deployments.flatMap((item, index) => readWorkerRefs(item, `spec.workers.machineDeployments[${index}]`, 'machineDeployment')),
      ...pools.flatMap((item, index) => readWorkerRefs(item, `spec.workers.machinePools[${index}]`, 'machinePool')),
    ],
    deploymentClasses: deployments.map((item) => text(get(item, 'class'))),
    poolClasses: pools.map((item) => text(get(item, 'class'))),
    variables: listOf(get(spec, 'variables')).filter(isObject).map(readVariable),
    patches: listOf(get(spec, 'patches')).filter(isObject).map(readPatch),
  };
}

/** v1beta1 has the templates below `template`, v1beta2 beside the class's name. */
function readWorkerRefs(item: unknown, path: string, workers: 'machineDeployment' | 'machinePool'): TemplateRef[] {
  const nested = isObject(get(item, 'template'));
  const holder = nested ? get(item, 'template') : item;
  const at = nested ? `${path}.template` : path;
  const name = text(get(item, 'class'));
  return [
    ...readRef(get(holder, 'bootstrap'), `${at}.bootstrap`, { kind: 'bootstrap', workers, class: name }),
    ...readRef(get(holder, 'infrastructure'), `${at}.infrastructure`, { kind: 'workerMachines', workers, class: name }),
  ];
}

function readRef(holder: unknown, path: string, role: Role): TemplateRef[] {
  const key = isObject(get(holder, 'ref')) ? 'ref' : 'templateRef';
  const ref = get(holder, key);
  if (!isObject(ref)) return [];
  const namespace = get(ref, 'namespace');
  return [
    {
      path: `${path}.${key}`,
      role,
      apiVersion: text(ref['apiVersion']),
      kind: text(ref['kind']),
      name: text(ref['name']),
      namespace: typeof namespace === 'string' && namespace !== '' ? namespace : undefined,
    },
  ];
}

function readVariable(item: Readonly<Record<string, unknown>>): ClassVariable {
  const schema = get(item, 'schema', 'openAPIV3Schema');
  return {
    name: text(item['name']),
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
    name: text(item['name']),
    enabledIf: typeof enabledIf === 'string' ? enabledIf : undefined,
    definitions: Array.isArray(definitions) ? definitions.filter(isObject).map(readDefinition) : undefined,
    external: isObject(item['external']),
    extensions: EXTENSIONS.flatMap((key) => text(get(item['external'], key)) || []),
  };
}

function readDefinition(item: Readonly<Record<string, unknown>>): Definition {
  const match = get(item, 'selector', 'matchResources');
  const names = (key: string) => listOf(get(match, key, 'names')).filter((name) => typeof name === 'string');
  return {
    selector: {
      apiVersion: text(get(item, 'selector', 'apiVersion')),
      kind: text(get(item, 'selector', 'kind')),
      controlPlane: get(match, 'controlPlane') === true,
      infrastructureCluster: get(match, 'infrastructureCluster') === true,
      machineDeployments: names('machineDeploymentClass'),
      machinePools: names('machinePoolClass'),
    },
    jsonPatches: listOf(item['jsonPatches']).filter(isObject).map(readJsonPatch),
  };
}

function readJsonPatch(item: Readonly<Record<string, unknown>>): JsonPatch {
  const from = item['valueFrom'];
  const field = (key: string) => {
    const value = get(from, key);
    return typeof value === 'string' ? { [key]: value } : {};
  };
  return {
    op: text(item['op']),
    path: text(item['path']),
    value: item['value'] ?? undefined,
    from: isObject(from) ? { ...field('variable'), ...field('template') } : undefined,
  };
}

function get(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((found, key) => (isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined), value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
