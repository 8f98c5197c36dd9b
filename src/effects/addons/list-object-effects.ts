import type { Addon } from '../../compat/index.ts';
import type { Effect, EffectCause } from '../../effect.ts';
import { once } from '../../once.ts';
import { type Context, createAddonEffect, type Draft } from '../context.ts';
import { createCause } from '../create-cause.ts';
import { type Difference, formatField } from '../list-differences.ts';
import { locateField } from '../locate-field.ts';
import { findOwnNames } from '../own-names.ts';
import { type AddonObject, nameAddon, nameSubject } from './applied.ts';
import { compareCrd } from './compare-crd.ts';
import {
  isChartLabel,
  isChecksum,
  isPodTemplate,
  isWorkload,
  listObjectDifferences,
  pickTelling,
  waitsForDeletion,
} from './compare-object.ts';
import { isImmutable } from './immutable.ts';
import type { RandomValues } from './random.ts';

/** An object that CSO applies over an older one. */
export interface ObjectPair {
  readonly old: AddonObject;
  readonly now: AddonObject;
}

/** An object's effects, and whether it is changed in place, which is told of all of an addon together. */
export interface ObjectEffects {
  readonly effects: readonly Effect[];
  readonly inPlace?: { readonly subject: string; readonly cause: EffectCause; readonly isNoise: boolean };
}

const NOTHING: ObjectEffects = { effects: [] };

export function listObjectEffects(context: Context, { old, now }: ObjectPair, random: RandomValues): ObjectEffects {
  const { addon, object } = now;
  const [first, ...others] = listObjectDifferences(old.object, object).filter(({ path }) => !random.includes(object, path));
  if (first === undefined) return NOTHING;
  const differences = [first, ...others] as const;
  const subject = nameSubject(object);
  const create = (draft: Omit<Draft, 'subject'>) => createAddonEffect(context, nameAddon(addon), { subject, ...draft });
  const refused = differences.find((difference) => isImmutable(old.object, difference));
  if (refused !== undefined) {
    const message = `the API server rejects it, since ${formatField(refused)} of ${subject} cannot change; CSO tries again forever`;
    return { effects: [create({ kind: 'refused', rule: 'addon-immutable', message, cause: describeCause(addon, now, refused) })] };
  }
  if (object.kind === 'CustomResourceDefinition') return describeCrd({ old, now }, subject, create);
  const ownNames = once(() => findOwnNames(old.object.data, context.before, object.data, context.after));
  const isOwnName = (difference: Difference) => ownNames()(difference);
  const inTemplate = isWorkload(object) ? differences.filter(({ path }) => isPodTemplate(path)) : [];
  const [changed, ...more] = inTemplate;
  if (changed === undefined) {
    if (isWorkload(object) && waitsForDeletion(old.object) && !waitsForDeletion(object)) {
      const message = `the pods of ${subject} that earlier changes have outdated restart, since it no longer waits until somebody deletes them`;
      const cause = describeCause(addon, now, differences.find(({ path }) => path[1] === 'updateStrategy') ?? first);
      return { effects: [create({ kind: 'restart-pods', verdict: 'conditional', rule: 'addon-pods', message, cause })] };
    }
    const isNoise = differences.every((difference) => isChartLabel(difference.path) || isOwnName(difference));
    return { effects: [], inPlace: { subject, cause: describeCause(addon, now, pickTelling(differences)), isNoise } };
  }
  const cause = describeCause(addon, now, pickTelling([changed, ...more]));
  if (waitsForDeletion(object)) {
    const message = `${subject} is changed, and its pods restart only once somebody deletes them`;
    return { effects: [create({ kind: 'in-place', rule: 'addon-pods', message, cause })] };
  }
  const isOwn = inTemplate.every((difference) => isOwnName(difference));
  return {
    effects: [
      create({
        kind: 'restart-pods',
        rule: isOwn ? 'own-version' : 'addon-pods',
        message: describeRestart(subject, object.kind, inTemplate, isOwn),
        cause,
      }),
    ],
  };
}

function describeRestart(subject: string, kind: string, differences: readonly Difference[], isOwn: boolean): string {
  const how = kind === 'Deployment' ? '' : kind === 'DaemonSet' ? ', node by node' : ', one after the other';
  const restart = `the pods of ${subject} restart${how}`;
  if (isOwn) return `${restart}, since the release's own name or version stands in their template; so every release does`;
  if (differences.every(({ path }) => isChecksum(path))) return `${restart}, since the hash of an object that they read changes`;
  if (differences.every(({ path }) => isChartLabel(path))) return `${restart}, for labels of their chart alone`;
  return differences.length === 1 ? restart : `${restart}; ${differences.length} fields of their template change`;
}

function describeCrd({ old, now }: ObjectPair, subject: string, create: (draft: Omit<Draft, 'subject'>) => Effect): ObjectEffects {
  const changes = compareCrd(old.object, now.object);
  const causeOf = (field: string) => createCause(now.object.place, field);
  const refused = changes.filter(({ kind }) => kind === 'refused');
  const breaking = changes.filter(({ kind }) => kind === 'breaking');
  const [first] = breaking;
  const rest = breaking.length > 1 ? ` and ${breaking.length - 1} more` : '';
  const effects = [
    ...refused.map(({ path, message }) =>
      create({
        kind: 'refused',
        verdict: 'conditional',
        rule: 'addon-crd',
        message: `${subject}: ${message}`,
        cause: causeOf(path),
      }),
    ),
    ...(first === undefined
      ? []
      : [
          create({
            kind: 'in-place',
            verdict: 'conditional',
            rule: 'addon-crd',
            message: `${subject} takes less than before: ${first.message}${rest}; objects that use it no longer fit`,
            cause: causeOf(first.path),
          }),
        ]),
  ];
  return effects.length > 0 ? { effects } : { effects, inPlace: { subject, cause: causeOf(`${now.object.kind} spec`), isNoise: false } };
}

/** Values of Secrets are never shown. */
function describeCause(addon: Addon, { object }: AddonObject, difference: Difference): EffectCause {
  const field = `${object.kind}/${object.name} ${formatField(difference)}`;
  return createCause(locateField(addon.chart, object, difference), field, object.kind === 'Secret' ? {} : difference);
}
