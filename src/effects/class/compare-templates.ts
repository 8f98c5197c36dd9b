import { groupOf } from '../../compat/index.ts';
import { isSame } from '../../data.ts';
import type { Effect } from '../../effect.ts';
import { type Context, createEffect } from '../context.ts';
import { createCause } from '../create-cause.ts';
import { compareElsewhere } from './compare-elsewhere.ts';
import { listTemplateEffects } from './list-template-effects.ts';
import { listUnseenPatches } from './list-unseen-patches.ts';
import type { ClassPair, OpenClass } from './open-classes.ts';
import { compareTemplate } from './template-change.ts';
import { tryVariables } from './try-variables.ts';
import { isOf, listUnits, type PatchedUnit, type Unit } from './unit.ts';

/**
 * What the changed templates of a class do, patches applied: for a cluster with the defaults of the older class, and what
 * more there is for some value of a variable. With a cluster's own values there is nothing to try.
 */
export function compareTemplates(context: Context, classes: ClassPair): Effect[] {
  const units = listUnits(context, classes).map((unit) => patchUnit(classes, unit));
  const effects = units.flatMap((own) => {
    const { unit } = own;
    const base = compareUnit(context, classes, own);
    const failures = listFailures(context, own);
    if (context.cluster !== undefined) return [...base, ...failures];
    const { effects: more, untried } = tryVariables(classes, own, base, (patched) => compareUnit(context, classes, patched));
    return [...base, ...failures, ...more, ...untried.map((name) => describeUntried(context, classes, unit, name))];
  });
  const unjudged = new Set(units.flatMap(({ before, after }) => [...before, ...after].flatMap((patched) => patched.unjudged)));
  const elsewhere = compareElsewhere(
    context,
    classes,
    units.map(({ unit }) => unit),
  );
  const changed = new Set(units.flatMap(({ unit }) => listChanged(unit)));
  return [
    ...listExternal(context, classes),
    ...elsewhere,
    ...effects,
    ...listUnseenPatches(context, classes, effects, { unjudged, changed }),
  ];
}

/** The variables that have another value on the other side. */
function listChanged({ values: { before, after } }: Unit): string[] {
  return Object.keys({ ...before, ...after }).filter((name) => !isSame(before[name], after[name]));
}

function patchUnit({ before, after }: ClassPair, unit: Unit): PatchedUnit {
  const patch = ({ patchable }: OpenClass, values: Unit['values']['before']) =>
    patchable.targets.filter(({ ref }) => isOf(unit, ref.role)).map((target) => patchable.patch(target, values));
  return { unit, before: patch(before, unit.values.before), after: patch(after, unit.values.after) };
}

function compareUnit(context: Context, classes: ClassPair, { unit, before, after }: PatchedUnit): Effect[] {
  return after.flatMap((now) => {
    const { role, kind, apiVersion } = now.target.ref;
    const old = before.find(({ target }) => target.ref.role.kind === role.kind);
    if (old === undefined) return [];
    const isSameKind = old.target.ref.kind === kind && groupOf(old.target.ref.apiVersion) === groupOf(apiVersion);
    // The bootstrap provider alone may change, and everything is made anew then; the others are refused elsewhere.
    if (!isSameKind && role.kind !== 'bootstrap') return [];
    const change = compareTemplate(unit, { open: classes.before, patched: old }, { open: classes.after, patched: now });
    return listTemplateEffects(context, change);
  });
}

function describeUntried(context: Context, { after }: ClassPair, { subject }: Unit, name: string): Effect {
  return createEffect(context, {
    kind: 'unknown',
    subject,
    rule: 'class-unread',
    message: `what happens to ${subject} in clusters that set the variable ${name} was not tried: there is too much to try`,
    cause: createCause(after.clusterClass.placeOf('variables', name), `variable ${name}`),
  });
}

/** What the newer class's patches fail at: all of it for a cluster, whose values they are, or else what the older one's did not. */
function listFailures(context: Context, { unit, before, after }: PatchedUnit): Effect[] {
  const known = new Set(before.flatMap(({ failures }) => failures.map(({ patch, pointer }) => `${patch} ${pointer}`)));
  return after
    .flatMap(({ failures }) => failures)
    .filter(({ patch, pointer }) => context.cluster !== undefined || !known.has(`${patch} ${pointer}`))
    .map(({ patch, target, message }) =>
      createEffect(context, {
        kind: 'refused',
        subject: unit.subject,
        rule: 'patch-fails',
        message: `patch ${patch} cannot be applied (${message}), and the topology of the cluster does not reconcile`,
        cause: { file: target.object.place.file, field: `patch ${patch}: ${target.ref.kind}` },
      }),
    );
}

/** Patches whose effect only a runtime extension knows, unless the class has none of them. */
function listExternal(context: Context, { before, after }: ClassPair): Effect[] {
  const external = ({ clusterClass }: OpenClass) =>
    clusterClass.patches.filter((patch) => patch.external && patch.definitions === undefined);
  const names = new Set([...external(before), ...external(after)].map(({ name }) => name));
  return [...names].map((name) => {
    const isKept = isSame(
      external(before).find((patch) => patch.name === name)?.extensions,
      external(after).find((patch) => patch.name === name)?.extensions,
    );
    const why = isKept ? 'what its runtime extension makes of the templates' : 'what the change of its runtime extension does';
    const { file } = after.clusterClass.placeOf('patches', name);
    return createEffect(context, {
      kind: 'unknown',
      subject: `patch ${name}`,
      rule: 'patch-external',
      message: `${why} is not known`,
      cause: { file, field: `patch ${name}` },
    });
  });
}
