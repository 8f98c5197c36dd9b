import type { Role } from '../model.ts';
import type { Outcome, Target } from './apply-patches.ts';
import { defaultOf } from './samples.ts';
import type { Simulation } from './simulate.ts';

/** How far something that happens with the defaults can be helped by who makes a cluster. */
export type Certainty =
  | { readonly kind: 'certain' }
  /** It does not happen to who sets these variables. */
  | { readonly kind: 'avoidable'; readonly variables: readonly string[] }
  /** It happens to clusters that use this class of workers, and there are others. */
  | { readonly kind: 'workers'; readonly class: string };

/**
 * Whether something happens whatever a user adds to the defaults, and in whatever cluster.
 * @param happens asked of outcomes, for one target
 */
export function findCertainty(simulation: Simulation, target: Target, happens: (outcome: Outcome, target: Target) => boolean): Certainty {
  if (!isUnavoidable(simulation, (outcome) => happens(outcome, target))) {
    return { kind: 'avoidable', variables: listSaving(simulation, (outcome) => happens(outcome, target)) };
  }
  const { role } = target.ref;
  if (!('workers' in role)) return { kind: 'certain' };
  const others = simulation.targets.filter(({ ref }) => 'workers' in ref.role && !isSameClass(ref.role, role));
  const spared = new Set(others.map(({ ref }) => classOf(ref.role)));
  for (const other of others) {
    if (isUnavoidable(simulation, (outcome) => happens(outcome, other))) spared.delete(classOf(other.ref.role));
  }
  return spared.size === 0 ? { kind: 'certain' } : { kind: 'workers', class: role.class };
}

/** Whether something is sure: it holds of the unknown, or of every way of adding to the defaults that was tried. */
function isUnavoidable(simulation: Simulation, happens: (outcome: Outcome) => boolean): boolean {
  if (happens(simulation.open)) return true;
  if (!happens(simulation.base)) return false;
  const { tried, incomplete } = simulation.trials();
  return !incomplete && tried.every(({ outcome }) => happens(outcome));
}

function listSaving({ trials, clusterClass }: Simulation, happens: (outcome: Outcome) => boolean): readonly string[] {
  const saving = trials().tried.filter(({ outcome }) => !happens(outcome));
  const single = saving.find(({ variable }) => variable !== undefined)?.variable;
  if (single !== undefined) return [single.name];
  return clusterClass.variables.filter((variable) => defaultOf(variable) === undefined).map(({ name }) => name);
}

function isSameClass(left: Role, right: Role): boolean {
  return classOf(left) === classOf(right);
}

function classOf(role: Role): string {
  return 'workers' in role ? `${role.workers} ${role.class}` : '';
}
