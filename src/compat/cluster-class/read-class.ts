import type { Chart, RenderedObject } from '../../chart/index.ts';
import { asList, asText, type DataMap, getIn, isObject } from '../../data.ts';
import { once } from '../../once.ts';
import { CORE_GROUP, groupOf } from '../api-version.ts';
import type { RenderedChart, ShippedClass } from '../shipped.ts';
import {
  type ClassPatch,
  type ClassVariable,
  type ClusterClass,
  type Definition,
  type JsonPatch,
  listObjects,
  type Role,
  type TemplateRef,
  type ValueSource,
} from './model.ts';
import { createPlaces } from './places.ts';
import { readTemplate } from './template/index.ts';

/** The cluster class of a release, with the ClusterClasses that it renders to. */
export function openClass(clusterClass: RenderedChart): ShippedClass {
  return { ...clusterClass, classes: once(() => readClasses(clusterClass)) };
}

/** The values of variables that Cluster API writes into every cluster. */
export function listVariableDefaults({ classes }: ShippedClass): { readonly name: string; readonly value: unknown }[] {
  const variables = classes().flatMap((clusterClass) => clusterClass.variables);
  return variables.flatMap(({ name, schema }) => (schema['default'] === undefined ? [] : [{ name, value: schema['default'] }]));
}

function readClasses(clusterClass: RenderedChart): ClusterClass[] {
  return listObjects({ clusterClass })
    .filter(({ kind, apiVersion }) => kind === 'ClusterClass' && groupOf(apiVersion) === CORE_GROUP)
    .map((object) => readClass(clusterClass.chart, object));
}

function readClass(chart: Chart, object: RenderedObject): ClusterClass {
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
    placeOf: createPlaces(chart, object),
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
const DISCOVERING = ['discoverVariablesExtension', 'discoverVariablesExtensionRef'];

function readPatch(item: Readonly<Record<string, unknown>>): ClassPatch {
  const enabledIf = item['enabledIf'];
  const definitions = item['definitions'];
  return {
    name: asText(item['name']) ?? '',
    enabledIf: typeof enabledIf === 'string' ? readTemplate(enabledIf) : undefined,
    definitions: Array.isArray(definitions) ? definitions.filter(isObject).map(readDefinition) : undefined,
    external: isObject(item['external']),
    extensions: EXTENSIONS.flatMap((key) => asText(getIn(item['external'], key)) || []),
    discoversVariables: DISCOVERING.some((key) => getIn(item['external'], key) !== undefined),
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
  return {
    op: asText(item['op']) ?? '',
    path: asText(item['path']) ?? '',
    value: item['value'] ?? undefined,
    from: isObject(from) ? readSource(from) : undefined,
  };
}

function readSource({ variable, template }: DataMap): ValueSource {
  return { variable: asText(variable), template: typeof template === 'string' ? readTemplate(template) : undefined };
}
