import type { Selector, TemplateRef } from './model.ts';

/** Whether a patch changes the template of a ref. Source: `matchesSelector` of Cluster API */
export function matchesSelector(selector: Selector, ref: TemplateRef): boolean {
  if (selector.apiVersion !== ref.apiVersion || selector.kind !== ref.kind) return false;
  const { role } = ref;
  switch (role.kind) {
    case 'infrastructureCluster':
      return selector.infrastructureCluster;
    case 'controlPlane':
    case 'controlPlaneMachines':
      return selector.controlPlane;
    default: {
      const names = role.workers === 'machineDeployment' ? selector.machineDeployments : selector.machinePools;
      return names.some((name) => matchesClass(name, role.class));
    }
  }
}

/** `*` stands for anything at one end. */
export function matchesClass(name: string, workerClass: string): boolean {
  if (name === workerClass || name === '*') return true;
  return (name.startsWith('*') && workerClass.endsWith(name.slice(1))) || (name.endsWith('*') && workerClass.startsWith(name.slice(0, -1)));
}
