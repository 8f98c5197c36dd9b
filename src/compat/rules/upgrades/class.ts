import type { RenderedObject, Rendering } from '../../../chart/index.ts';
import type { Place } from '../../../finding.ts';
import { CORE_GROUP, groupOf } from '../../api-version.ts';
import { asList, asMap, asText, type Data } from './data.ts';

/** What clusters have to do with a ClusterClass. */
export interface ClassShape {
  readonly place: Place;
  readonly variables: ReadonlyMap<string, Variable>;
  /** Whether a runtime extension may add variables that the class does not show. */
  readonly discoversVariables: boolean;
  /** By what a template is for: `spec.infrastructure`, `machineDeployments class default-worker`. */
  readonly references: ReadonlyMap<string, Reference>;
  /** `machineDeployments class default-worker` */
  readonly workers: ReadonlySet<string>;
}

export interface Variable {
  readonly required: boolean;
  readonly schema: Data;
}

export interface Reference {
  readonly group: string;
  readonly kind: string;
}

/** The one ClusterClass that was rendered; undefined where there is none to compare, which other rules tell. */
export function readClass(rendering: Rendering): ClassShape | undefined {
  const classes = rendering.kind === 'rendered' ? rendering.objects.filter(isClusterClass) : [];
  const [object] = classes;
  const spec = classes.length === 1 ? asMap(object?.data['spec']) : undefined;
  return object && spec && readSpec(spec, object.place);
}

function isClusterClass({ apiVersion, kind }: RenderedObject): boolean {
  return kind === 'ClusterClass' && groupOf(apiVersion) === CORE_GROUP;
}

function readSpec(spec: Data, place: Place): ClassShape {
  const controlPlane = asMap(spec['controlPlane']);
  const workers = readWorkers(asMap(spec['workers']));
  const references: readonly (readonly [string, unknown])[] = [
    ['spec.infrastructure', spec['infrastructure']],
    ['spec.controlPlane', controlPlane],
    ['spec.controlPlane.machineInfrastructure', controlPlane?.['machineInfrastructure']],
    ...workers,
  ];
  const variables = asList(spec['variables']).map(asMap);
  return {
    place,
    variables: new Map(
      variables.flatMap((variable): [string, Variable][] => {
        const name = asText(variable?.['name']);
        const schema = asMap(asMap(variable?.['schema'])?.['openAPIV3Schema']);
        return name && schema ? [[name, { required: variable?.['required'] === true, schema }]] : [];
      }),
    ),
    discoversVariables: asList(spec['patches']).some((patch) => {
      const external = asMap(asMap(patch)?.['external']);
      return external?.['discoverVariablesExtension'] !== undefined || external?.['discoverVariablesExtensionRef'] !== undefined;
    }),
    references: new Map(
      references.flatMap(([at, value]): [string, Reference][] => {
        const reference = readReference(value);
        return reference ? [[at, reference]] : [];
      }),
    ),
    workers: new Set(workers.map(([at]) => at)),
  };
}

/** The classes of workers with what names their infrastructure, in the form of v1beta1 and of v1beta2. */
function readWorkers(workers: Data | undefined): [at: string, infrastructure: unknown][] {
  return ['machineDeployments', 'machinePools'].flatMap((list) =>
    asList(workers?.[list]).flatMap((item): [string, unknown][] => {
      const worker = asMap(item);
      const name = asText(worker?.['class']);
      const template = asMap(worker?.['template']) ?? worker;
      return name ? [[`${list} class ${name}`, template?.['infrastructure']]] : [];
    }),
  );
}

/** `ref` in v1beta1, `templateRef` in v1beta2. */
function readReference(value: unknown): Reference | undefined {
  const holder = asMap(value);
  const reference = asMap(holder?.['ref']) ?? asMap(holder?.['templateRef']);
  const apiVersion = asText(reference?.['apiVersion']);
  const kind = asText(reference?.['kind']);
  return apiVersion && kind ? { group: groupOf(apiVersion), kind } : undefined;
}
