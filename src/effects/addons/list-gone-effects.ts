import { type Addon, AT_UPGRADE, findAddon, isApplied, stagesOf } from '../../compat/index.ts';
import type { Effect } from '../../effect.ts';
import { formatSome } from '../../text.ts';
import { type Context, createAddonEffect } from '../context.ts';
import { type AddonObject, indexObjects, listCleanedUp, listInstalled, nameAddon, nameSubject, type Objects } from './applied.ts';
import { findRandom } from './random.ts';

/**
 * What happens to the objects that the newer release no longer applies. CSO deletes those of an older folder that a stage of
 * the newer AfterControlPlaneInitialized names; of two releases with one chart each, and from one chart to stages, all.
 * Source: CSO, clusteraddon controller
 */
export function listGoneEffects(context: Context, desired: Objects, unread: readonly string[]): Effect[] {
  const { before, after } = context;
  const cleaned = listCleanedUp(after);
  const isCleanedUp = ({ folder }: Addon): boolean => (before.stages === undefined ? true : cleaned?.includes(folder) === true);
  const deletedByStage = listDeletedByStage(context);
  return listInstalled(before).flatMap((addon) => {
    const random = findRandom([addon]);
    // Of a folder that was not rendered now, what is gone cannot be told.
    if (unread.includes(addon.folder)) return [];
    const gone = [...indexObjects([addon])].filter(([id, { object }]) => !desired.has(id) && !random.isWhole(object));
    return fold(
      context,
      addon,
      gone.map(([id, one]) => ({ ...one, isDeleted: isCleanedUp(addon) || deletedByStage.has(id) })),
      unread,
    );
  });
}

/** A stage that does anything but apply deletes what its folder renders to now. */
function listDeletedByStage({ after }: Context): ReadonlySet<string> {
  const addons = stagesOf(after, AT_UPGRADE).flatMap((stage) => (isApplied(stage) ? [] : (findAddon(after, stage) ?? [])));
  return new Set(indexObjects(addons).keys());
}

type Gone = AddonObject & { readonly isDeleted: boolean };

/** Each object that is deleted; of an addon that stays behind all objects together. */
function fold(context: Context, addon: Addon, gone: readonly Gone[], unread: readonly string[]): Effect[] {
  const name = nameAddon(addon);
  const doubt = unread.length > 0 ? ({ verdict: 'conditional' } as const) : {};
  const unless =
    unread.length > 0
      ? `, unless the addon ${unread.map((folder) => nameAddon({ folder })).join(' or ')}, which was not rendered, has it`
      : '';
  const deleted = gone
    .filter(({ isDeleted }) => isDeleted)
    .map(({ object }) =>
      createAddonEffect(context, name, {
        kind: 'deleted',
        subject: nameSubject(object),
        rule: 'addon-removed',
        message: `${nameSubject(object)} of addon ${name} is no longer applied, and CSO deletes it${unless}`,
        cause: { file: object.place.file, field: `${object.kind}/${object.name}` },
        ...doubt,
      }),
    );
  const left = gone.filter(({ isDeleted }) => !isDeleted);
  const [first] = left;
  if (first === undefined) return deleted;
  const names = formatSome(left.map(({ object }) => nameSubject(object)));
  const orphaned = createAddonEffect(context, name, {
    kind: 'orphaned',
    subject: `addon ${name}`,
    rule: 'addon-removed',
    message: `no stage names addon ${name} any more; ${names} ${left.length === 1 ? 'stays' : 'stay'} in the clusters, and nobody looks after ${left.length === 1 ? 'it' : 'them'}${unless}`,
    cause: { file: first.object.place.file, field: `cluster-addon/${addon.folder}` },
    ...doubt,
  });
  return [...deleted, orphaned];
}
