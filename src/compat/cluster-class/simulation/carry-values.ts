import { isObject } from '../../../data.ts';
import { OverBudget } from '../../budget.ts';
import type { ClusterClass } from '../model.ts';
import { applyDefaults } from '../schema/apply-defaults.ts';
import { type Assignment, createBase } from './assignments.ts';
import { createSampleBudget } from './samples.ts';
import { UNKNOWN } from './unknown.ts';

/** The values of one cluster's variables under its class, and under the newer class that it moves to. */
export interface CarriedValues {
  readonly before: Assignment;
  readonly after: Assignment;
}

/**
 * Carries the values of variables from one class to the next: defaults of the older one stay, since Cluster API wrote them
 * into the cluster; a default of the newer one counts where there is no value yet. Variables that must be set and are not
 * have the same made-up value on both sides.
 * @param set the values that the cluster's owner gives
 * Source: Cluster API, internal/topology/variables/cluster_variable_defaulting.go
 */
export function carryValues(before: ClusterClass, after: ClusterClass, set: Assignment = {}): CarriedValues {
  const old = fill(before, set);
  const kept = Object.fromEntries(after.variables.flatMap(({ name }) => (Object.hasOwn(old, name) ? [[name, old[name]]] : [])));
  return { before: old, after: fill(after, { ...set, ...kept }) };
}

function fill(clusterClass: ClusterClass, set: Assignment): Assignment {
  const budget = createSampleBudget();
  const { values } = createBase(clusterClass, budget);
  const given = clusterClass.variables.flatMap(({ name, schema }) =>
    Object.hasOwn(set, name) ? [[name, fillOne(schema, set[name])] as const] : [],
  );
  return { ...values, ...Object.fromEntries(given) };

  function fillOne(schema: Readonly<Record<string, unknown>>, value: unknown): unknown {
    // Only what is nested can be incomplete.
    if (!isObject(value) && !Array.isArray(value)) return value;
    try {
      return applyDefaults(budget, schema, value);
    } catch (error) {
      if (error instanceof OverBudget) return UNKNOWN;
      throw error;
    }
  }
}
