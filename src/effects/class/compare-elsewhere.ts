import { groupOf, matchesSelector } from '../../compat/index.ts';
import { isSame } from '../../data.ts';
import type { Effect } from '../../effect.ts';
import { type Context, createEffect } from '../context.ts';
import { createCause } from '../create-cause.ts';
import { maskOwnNames } from '../own-names.ts';
import type { ClassPair, OpenClass } from './open-classes.ts';
import { isOf, phraseOf, type Unit } from './unit.ts';

type TemplateRef = OpenClass['clusterClass']['refs'][number];

/** Templates that a release names and does not have itself: what is in another one is not known. */
export function compareElsewhere(context: Context, { before, after }: ClassPair, units: readonly Unit[]): Effect[] {
  return units.flatMap((unit) => {
    const own = ({ clusterClass }: OpenClass) => clusterClass.refs.filter(({ role }) => isOf(unit, role));
    const kinds = [...new Set([...own(before), ...own(after)].map(({ role }) => role.kind))];
    return kinds.flatMap((kind): Effect[] => {
      const [old, now] = [before, after].map((open) => own(open).find(({ role }) => role.kind === kind));
      const why = describeGap(unit, before, old, after, now);
      if (why === undefined) return [];
      return [
        createEffect(context, {
          kind: 'unknown',
          subject: unit.subject,
          ...(unit.workers && { scope: { kind: 'classes', classes: [unit.workers.class] } as const }),
          rule: 'template-elsewhere',
          message: `what happens to ${phraseOf(unit)} is not known: ${why}`,
          cause: createCause((now === undefined ? before : after).clusterClass.object.place, `ClusterClass ${(now ?? old)?.path ?? ''}`, {
            from: old && `${old.kind}/${old.name}`,
            to: now && `${now.kind}/${now.name}`,
          }),
        }),
      ];
    });
  });
}

function describeGap(
  { values }: Unit,
  before: OpenClass,
  old: TemplateRef | undefined,
  after: OpenClass,
  now: TemplateRef | undefined,
): string | undefined {
  if (old === undefined || now === undefined) return `only the ${now === undefined ? 'older' : 'newer'} class names such a template`;
  // Of another kind Cluster API rejects the class, whatever is in it.
  const isOtherKind = old.kind !== now.kind || groupOf(old.apiVersion) !== groupOf(now.apiVersion);
  if (isOtherKind && now.role.kind !== 'bootstrap') return undefined;
  const has = ({ patchable }: OpenClass, ref: TemplateRef) => patchable.targets.some((target) => target.ref === ref);
  const lacking = [
    ...(has(before, old) ? [] : [{ which: 'older', open: before, ref: old }]),
    ...(has(after, now) ? [] : [{ which: 'newer', open: after, ref: now }]),
  ];
  const [first] = lacking;
  if (first === undefined) return undefined;
  const name = ({ apiVersion, kind, name, namespace }: TemplateRef) => ({ apiVersion, kind, name, namespace });
  if (lacking.length === 2 && isSame(name(old), name(now))) {
    // One and the same template outside of both releases is not changed by going from one to the other, but for patches.
    const [from, to] = [describePatches(before, old), describePatches(after, now)];
    const isPatchedAlike = from === to && (to === undefined || isSame(values.before, values.after));
    return isPatchedAlike ? undefined : `patches change its template ${now.kind}/${now.name}, which neither release has`;
  }
  return `the ${first.which} release does not have its template ${first.ref.kind}/${first.ref.name}`;
}

/** What is done to a template, whatever the patches are called. */
function describePatches({ clusterClass, side }: OpenClass, ref: TemplateRef): string | undefined {
  const found = clusterClass.patches.flatMap(({ enabledIf, definitions = [] }) => {
    const own = definitions.filter(({ selector }) => matchesSelector(selector, ref)).map(({ jsonPatches }) => jsonPatches);
    return own.length === 0 ? [] : [{ enabledIf, own }];
  });
  return found.length === 0 ? undefined : JSON.stringify(maskOwnNames(found, side));
}
