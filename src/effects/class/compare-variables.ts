import {
  type ClassShape,
  type ClassVariable,
  compareSchemas,
  findInvalid,
  findShape,
  type SchemaChange,
  slotOf,
} from '../../compat/index.ts';
import { isSame } from '../../data.ts';
import type { Effect, EffectCause } from '../../effect.ts';
import { type Context, createEffect } from '../context.ts';
import { createCause } from '../create-cause.ts';
import type { RuleId } from '../rules.ts';
import { judgeOwnValue } from './judge-own-value.ts';
import { listNestedDefaults } from './nested-defaults.ts';
import type { ClassPair } from './open-classes.ts';

const RULES: Readonly<Record<SchemaChange['kind'], RuleId>> = {
  removed: 'variable-removed',
  required: 'variable-required',
  retyped: 'variable-narrowed',
  narrowed: 'variable-narrowed',
};

/** Which clusters meet a change of a variable where not all do, for the end of a sentence. */
const SOME: Readonly<Record<SchemaChange['kind'], string>> = {
  removed: 'that set it',
  required: 'that leave it out',
  retyped: 'that set it',
  narrowed: 'whose value does not fit',
};

/** What Cluster API's webhook says to the values of clusters, and which defaults reach whom. */
export function compareVariables(context: Context, classes: ClassPair): Effect[] {
  const [old, now] = [findShape(classes.before.side.clusterClass), findShape(classes.after.side.clusterClass)];
  if (old === undefined || now === undefined) return [];
  const before = new Map(classes.before.clusterClass.variables.map((variable) => [variable.name, variable]));
  const after = new Map(classes.after.clusterClass.variables.map((variable) => [variable.name, variable]));
  const names = [...new Set([...before.keys(), ...after.keys()])].filter(Boolean);
  return names.flatMap((name) => {
    const [from, to] = [before.get(name), after.get(name)];
    if (from !== undefined && to === undefined) return [describeRemoved(context, classes, from, now)];
    if (from === undefined && to !== undefined) return [describeAdded(context, classes, to, old)];
    return from && to ? compareOne(context, classes, from, to) : [];
  });
}

/** The place of a variable, in the newer class if it has it. */
function causeOf({ before, after }: ClassPair, name: string, path: string, from: unknown, to: unknown): EffectCause {
  const side = after.clusterClass.variables.some((variable) => variable.name === name) ? after : before;
  return createCause(side.clusterClass.placeOf('variables', name), `variable ${path}`, { from, to });
}

function describeRemoved(context: Context, classes: ClassPair, { name, required, schema }: ClassVariable, now: ClassShape): Effect {
  const { everywhere } = slotOf(name, schema, required);
  const base = {
    subject: `variable ${name}`,
    rule: 'variable-removed',
    cause: causeOf(classes, name, name, schema['default'], undefined),
  } as const;
  if (now.discoversVariables) {
    const message = `variable ${name} is no longer among the class's own; whether its runtime extension defines it is not known`;
    return createEffect(context, { ...base, kind: 'unknown', when: 'admission', message });
  }
  if (context.cluster !== undefined) {
    const isSet =
      Object.hasOwn(context.cluster.variables, name) ||
      context.cluster.workers.some(({ overrides }) => Object.hasOwn(overrides, name)) ||
      Object.hasOwn(context.cluster.overrides, name);
    if (!isSet && !everywhere) {
      return createEffect(context, {
        ...base,
        kind: 'none',
        when: 'admission',
        message: `variable ${name} is gone, and the cluster does not set it`,
      });
    }
    const message = `variable ${name} is gone, and the cluster has a value for it, so the class is rejected unless the same edit deletes the value`;
    return createEffect(context, { ...base, kind: 'refused', when: 'admission', message });
  }
  const who = everywhere ? 'every cluster, since its value stands in each of them' : 'clusters that set it';
  return createEffect(context, {
    ...base,
    kind: 'refused',
    when: 'admission',
    verdict: everywhere ? 'refused' : 'conditional',
    scope: everywhere ? { kind: 'all' } : { kind: 'some', where: `clusters that set the variable ${name}` },
    message: `variable ${name} is gone, and Cluster API rejects the class for ${who}, unless the same edit deletes the value`,
  });
}

function describeAdded(context: Context, classes: ClassPair, { name, required, schema }: ClassVariable, old: ClassShape): Effect {
  const fallback = schema['default'];
  const base = { subject: `variable ${name}`, cause: causeOf(classes, name, name, undefined, fallback) } as const;
  const own = context.cluster?.variables;
  if (required && fallback === undefined && !(own && Object.hasOwn(own, name))) {
    const isUnsure = old.discoversVariables && own === undefined;
    return createEffect(context, {
      ...base,
      kind: 'refused',
      when: 'admission',
      rule: 'variable-required',
      verdict: isUnsure ? 'conditional' : 'refused',
      message: `variable ${name} is new, required and without a default, and Cluster API rejects the class for every cluster, unless the same edit sets it`,
    });
  }
  const message =
    fallback === undefined
      ? `variable ${name} is new, and no cluster has a value for it yet`
      : `variable ${name} is new, and its default is written into every cluster that moves to the class`;
  return createEffect(context, {
    ...base,
    kind: fallback === undefined ? 'none' : 'in-place',
    when: 'admission',
    rule: 'variable-added',
    message,
  });
}

function compareOne(context: Context, classes: ClassPair, from: ClassVariable, to: ClassVariable): Effect[] {
  const { name } = from;
  const [old, now] = [from.schema['default'], to.schema['default']];
  const isRequiredNow = to.required && !from.required && old === undefined && now === undefined;
  const changes: readonly SchemaChange[] = [
    ...compareSchemas(from.schema, to.schema, slotOf(name, from.schema, from.required)),
    ...(isRequiredNow ? [{ kind: 'required', path: name, message: 'is required now and has no default', everywhere: false } as const] : []),
  ];
  const rejected =
    context.cluster === undefined
      ? changes.map((change) => describeChange(context, classes, name, change, from, to))
      : changes.length > 0
        ? [
            judgeOwnValue(context, classes, {
              from,
              to,
              changes,
              rule: RULES[changes[0]?.kind ?? 'narrowed'],
              cause: causeOf(classes, name, name, undefined, undefined),
            }),
          ]
        : [];
  const [nested, nestedNow] = [listNestedDefaults(from.schema, name), listNestedDefaults(to.schema, name)];
  // Of a key that is gone more is told than that its default is.
  const kept = [...nested.keys()].filter((path) => !changes.some((change) => change.kind === 'removed' && isBelow(path, change.path)));
  const defaults = [[name, old, now] as const].concat(
    [...new Set([...kept, ...nestedNow.keys()])].map((path) => [path, nested.get(path), nestedNow.get(path)] as const),
  );
  return [...rejected, ...defaults.flatMap(([path, before, after]) => compareDefault(context, classes, name, path, before, after))];
}

function isBelow(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[]`);
}

/** A default of a variable, or of a key inside of it. */
function compareDefault(context: Context, classes: ClassPair, name: string, path: string, old: unknown, now: unknown): Effect[] {
  if (isSame(old, now)) return [];
  const base = {
    subject: `variable ${path}`,
    rule: 'variable-default',
    cause: causeOf(classes, name, `${path} default`, old, now),
  } as const;
  if (old === undefined) {
    const message = `variable ${path} has a default now, which is written into clusters without a value when they move to the class`;
    return [createEffect(context, { ...base, kind: 'in-place', when: 'admission', message })];
  }
  const message = `the default of variable ${path} changes for new clusters alone: those that exist keep the value that was written into them`;
  return [createEffect(context, { ...base, kind: 'new-only', message })];
}

function describeChange(
  context: Context,
  classes: ClassPair,
  name: string,
  { kind, path, message, everywhere }: SchemaChange,
  from: ClassVariable,
  to: ClassVariable,
): Effect {
  // The default of the older class is the value of most clusters, and it may not fit.
  const isDefaultInvalid = from.schema['default'] !== undefined && findInvalid(to.schema, from.schema['default']).kind === 'invalid';
  const isOfAll = everywhere && (kind !== 'narrowed' || isDefaultInvalid);
  const who = isOfAll ? 'every cluster' : `clusters ${SOME[kind]}`;
  return createEffect(context, {
    kind: 'refused',
    when: 'admission',
    subject: `variable ${path}`,
    rule: RULES[kind],
    verdict: isOfAll ? 'refused' : 'conditional',
    scope: isOfAll ? { kind: 'all' } : { kind: 'some', where: who },
    message: `variable ${path} ${message}; Cluster API rejects the class for ${who}, unless the same edit gives another value`,
    cause: causeOf(classes, name, path, undefined, undefined),
  });
}
