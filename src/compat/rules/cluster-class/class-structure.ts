import { getIn, isObject } from '../../../data.ts';
import { checkParts } from '../../cluster-class/check-parts.ts';
import type { ClusterClass } from '../../cluster-class/model.ts';
import type { Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_STRUCTURE: Rule<'class-structure'> = {
  code: 'class-structure',
  title:
    'the ClusterClass names its templates and worker classes, and its names, labels and health checks have the form that Cluster API requires',
  why: 'Otherwise Cluster API’s webhook rejects the whole ClusterClass.',
  source: 'Cluster API’s webhook for ClusterClass',
  verdicts: ['ok', 'refuse', 'warn'],
  passes: { files: exampleClass() },
  fails: { files: exampleClass(['kind: DockerClusterTemplate, name', 'kind: DockerCluster, name']) },
  check: (facts) =>
    facts.clusterClass.classes().map((clusterClass) => {
      const problems = [
        ...checkPresence(clusterClass),
        ...checkRefs(clusterClass),
        ...checkNames(clusterClass),
        ...checkHealth(clusterClass),
        ...checkParts(clusterClass),
      ];
      const { name, place, data } = clusterClass.object;
      const subject = `ClusterClass/${name}`;
      if (isEmpty(data['spec'])) return { verdict: 'warn', subject, message: EMPTY, place };
      return problems.length === 0
        ? { verdict: 'ok', subject, message: 'has all refs, and worker classes of different names', place }
        : { verdict: 'refuse', subject, message: problems.slice(0, 8).join('; '), place };
    }),
};

/** Nobody meant a cluster by this: it is a stack on its way, or one to try a pipeline with. */
const EMPTY = 'is empty, a placeholder: Cluster API takes no class without infrastructure and control plane';

function isEmpty(spec: unknown): boolean {
  return isObject(spec) && Object.keys(spec).length === 0;
}

function checkPresence({ object, refs, deploymentClasses, poolClasses }: ClusterClass): string[] {
  const count = (kind: string, workers?: string) =>
    refs.filter(({ role }) => role.kind === kind && (workers === undefined || ('workers' in role && role.workers === workers))).length;
  const key = object.apiVersion.endsWith('/v1beta2') ? 'templateRef' : 'ref';
  const spec = object.data['spec'];
  const controlPlane = getIn(spec, 'controlPlane');
  const machines = isObject(controlPlane) && isObject(controlPlane['machineInfrastructure']);
  return [
    ...(count('infrastructureCluster') === 0 ? [`spec.infrastructure has no ${key}`] : []),
    ...(count('controlPlane') === 0 ? [`spec.controlPlane has no ${key}`] : []),
    ...(machines && count('controlPlaneMachines') === 0 ? [`spec.controlPlane.machineInfrastructure has no ${key}`] : []),
    ...(['bootstrap', 'workerMachines'] as const).flatMap((kind) => {
      const field = kind === 'bootstrap' ? 'bootstrap' : 'infrastructure';
      return [
        ...(count(kind, 'machineDeployment') < deploymentClasses.length
          ? [`a class of spec.workers.machineDeployments has no ${field} ${key}`]
          : []),
        ...(count(kind, 'machinePool') < poolClasses.length ? [`a class of spec.workers.machinePools has no ${field} ${key}`] : []),
      ];
    }),
  ];
}

function checkRefs({ object, refs }: ClusterClass): string[] {
  return refs.flatMap(({ path, kind, name, apiVersion, namespace }) => [
    ...(name === '' ? [`${path} has no name`] : []),
    ...(/.Template$/.test(kind) ? [] : [`${path} is of kind ${kind || 'nothing'}, which does not end in Template`]),
    ...(/^[^/]+\/[^/]+$/.test(apiVersion) ? [] : [`${path} has the apiVersion ${apiVersion || 'nothing'}, which a template cannot have`]),
    ...(namespace !== undefined && object.namespace !== undefined && namespace !== object.namespace
      ? [`${path} names the namespace ${namespace}, and the class is in ${object.namespace}`]
      : []),
  ]);
}

function checkNames({ deploymentClasses, poolClasses }: ClusterClass): string[] {
  return [deploymentClasses, poolClasses].flatMap((classes) => listTwice(classes).map((name) => `the worker class ${name} stands twice`));
}

function listTwice(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.size === seen.add(name).size))];
}

function checkHealth({ object }: ClusterClass): string[] {
  const spec = object.data['spec'];
  const controlPlane = getIn(spec, 'controlPlane');
  if (!isObject(controlPlane) || isObject(controlPlane['machineInfrastructure'])) return [];
  const key = ['machineHealthCheck', 'healthCheck'].find((name) => isObject(controlPlane[name]));
  return key === undefined ? [] : [`spec.controlPlane.${key} needs spec.controlPlane.machineInfrastructure`];
}
