import { type ClassVariable, carryValues, findInvalid, type SchemaChange, type Validity } from '../../compat/index.ts';
import { getOwn } from '../../data.ts';
import type { Effect, EffectCause } from '../../effect.ts';
import { type Context, createEffect } from '../context.ts';
import { formatValue } from '../list-differences.ts';
import type { RuleId } from '../rules.ts';
import type { ClassPair } from './open-classes.ts';

export interface OwnVariable {
  readonly from: ClassVariable;
  readonly to: ClassVariable;
  readonly changes: readonly SchemaChange[];
  readonly rule: RuleId;
  readonly cause: EffectCause;
}

/** Whether a cluster's own values of a variable, its workers' too, fit the newer class. */
export function judgeOwnValue(context: Context, classes: ClassPair, { from, to, changes, rule, cause }: OwnVariable): Effect {
  const { name, schema } = to;
  const { cluster } = context;
  const sets = [{}, cluster?.overrides ?? {}, ...(cluster?.workers ?? []).map(({ overrides }) => overrides)];
  // A value that nobody gives is the default of the class that the cluster has, or else of the one that it gets.
  const values = sets
    .filter((set, index) => index === 0 || Object.hasOwn(set, name))
    .map((set) => {
      const given = { ...cluster?.variables, ...set };
      if (!Object.hasOwn(given, name) && from.schema['default'] === undefined) return schema['default'];
      return getOwn(carryValues(classes.before.clusterClass, classes.after.clusterClass, given).after, name);
    });
  const base = { subject: `variable ${name}`, rule, cause, when: 'admission' } as const;
  const changed = changes.map(({ path, message }) => `${path} ${message}`).join('; ');
  for (const value of values) {
    const validity = judge(value, to);
    switch (validity.kind) {
      case 'unknown': {
        const message = `variable ${changed}; whether the cluster's value fits was not compared: ${validity.why}`;
        return createEffect(context, { ...base, kind: 'unknown', message });
      }
      case 'invalid': {
        const why =
          value === undefined
            ? 'which has no value'
            : `whose value ${formatValue(value)} does not fit: ${validity.problems.slice(0, 3).join('; ')}`;
        return createEffect(context, {
          ...base,
          kind: 'refused',
          message: `variable ${changed}; Cluster API rejects the class for the cluster, ${why}`,
        });
      }
    }
  }
  return createEffect(context, { ...base, kind: 'none', message: `variable ${changed}; the cluster's value still fits` });
}

/** @param value undefined where there is none */
function judge(value: unknown, { schema, required }: ClassVariable): Validity {
  if (value !== undefined) return findInvalid(schema, value);
  return required ? { kind: 'invalid', problems: [] } : { kind: 'valid' };
}
