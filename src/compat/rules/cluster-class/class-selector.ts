import { isQualifiedName } from '../../cluster-class/kubernetes-values.ts';
import type { ClusterClass, Role, Selector } from '../../cluster-class/model.ts';
import { matchesClass } from '../../cluster-class/selector.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_SELECTOR: Rule<'class-selector'> = {
  code: 'class-selector',
  title: 'the selector of every patch matches a template of the ClusterClass',
  why: 'Cluster API’s webhook rejects a ClusterClass with a selector that matches nothing.',
  source: 'Cluster API’s webhook for ClusterClass, patches',
  verdicts: ['ok', 'refuse'],
  passes: { files: exampleClass() },
  fails: { files: exampleClass(['names: [default-worker]', 'names: [worker]']) },
  check: (facts) =>
    facts.clusterClass.classes().flatMap((clusterClass) =>
      clusterClass.patches.map(({ name, definitions }): Judgement => {
        const problems = new Set((definitions ?? []).flatMap(({ selector }) => checkSelector(clusterClass, selector)));
        const place = clusterClass.placeOf('patches', name);
        const subject = `patch ${name}`;
        return problems.size === 0
          ? { verdict: 'ok', subject, message: 'matches templates of the class', place }
          : { verdict: 'refuse', subject, message: [...problems].join('; '), place };
      }),
    ),
};

function checkSelector(clusterClass: ClusterClass, selector: Selector): string[] {
  const { machineDeployments, machinePools } = selector;
  const what = `${selector.kind} of ${selector.apiVersion}`;
  if (!selector.controlPlane && !selector.infrastructureCluster && machineDeployments.length + machinePools.length === 0) {
    return [`a selector for ${what} selects nothing; set controlPlane, infrastructureCluster or machineDeploymentClass.names`];
  }
  const matches = (kinds: readonly Role['kind'][]) =>
    clusterClass.refs.some(
      ({ role, kind, apiVersion }) => kinds.includes(role.kind) && kind === selector.kind && apiVersion === selector.apiVersion,
    );
  return [
    ...(selector.infrastructureCluster && !matches(['infrastructureCluster'])
      ? [`a selector for ${what} asks for infrastructureCluster, whose ref is ${describe(clusterClass, ['infrastructureCluster'])}`]
      : []),
    ...(selector.controlPlane && !matches(['controlPlane', 'controlPlaneMachines'])
      ? [`a selector for ${what} asks for controlPlane, whose refs are ${describe(clusterClass, ['controlPlane', 'controlPlaneMachines'])}`]
      : []),
    ...machineDeployments.flatMap((name) => checkWorkers(clusterClass, selector, 'machineDeployment', name)),
    ...machinePools.flatMap((name) => checkWorkers(clusterClass, selector, 'machinePool', name)),
  ];
}

function checkWorkers(
  clusterClass: ClusterClass,
  selector: Selector,
  workers: 'machineDeployment' | 'machinePool',
  name: string,
): string[] {
  const stars = [...name].filter((character) => character === '*').length;
  if (stars > 1) return [`the name ${name} has more than one *`];
  if (stars === 1 && !name.startsWith('*') && !name.endsWith('*'))
    return [`the name ${name} has its * neither at the beginning nor at the end`];
  if (stars === 1 && !isQualifiedName(name.replace('*', 'a'))) return [`the name ${name} is not one that Kubernetes takes`];
  const refs = clusterClass.refs.filter(({ role }) => 'workers' in role && role.workers === workers && matchesClass(name, role.class));
  if (refs.some(({ kind, apiVersion }) => kind === selector.kind && apiVersion === selector.apiVersion)) return [];
  const classes = workers === 'machineDeployment' ? clusterClass.deploymentClasses : clusterClass.poolClasses;
  const there =
    refs.length === 0
      ? `there is ${classes.join(', ') || 'none'}`
      : `its refs are ${refs.map(({ kind, apiVersion }) => `${kind} of ${apiVersion}`).join(' and ')}`;
  return [`a selector for ${selector.kind} of ${selector.apiVersion} asks for the ${workers} class ${name}; ${there}`];
}

function describe({ refs }: ClusterClass, roles: readonly Role['kind'][]): string {
  const found = refs.filter(({ role }) => roles.includes(role.kind)).map(({ kind, apiVersion }) => `${kind} of ${apiVersion}`);
  return found.join(' and ') || 'missing';
}
