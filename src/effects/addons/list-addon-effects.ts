import { type Addon, areLoaded, describeGap } from '../../compat/index.ts';
import { isSame } from '../../data.ts';
import type { Effect } from '../../effect.ts';
import { formatCount, formatSome } from '../../text.ts';
import { formatVersion } from '../../version/index.ts';
import { type Context, createAddonEffect, createPlainEffect, type Draft } from '../context.ts';
import { indexObjects, listCleanedUp, listInstalled, listUpgraded, nameAddon, nameSubject, type Objects } from './applied.ts';
import { listGoneEffects } from './list-gone-effects.ts';
import { listObjectEffects, type ObjectEffects } from './list-object-effects.ts';
import { findRandom } from './random.ts';

/** What CSO does to the addons of a cluster, in the order of the stages. */
export function listAddonEffects(context: Context): Effect[] {
  const { before, after, changesVersion } = context;
  const [old, now] = [before.addonVersion, after.addonVersion];
  const isBumped = old === undefined || now === undefined || !isSame(old, now);
  const effects = listApplied(context);
  if (isBumped || changesVersion) return effects.length > 0 || !isSame(old, now) ? [describeApply(context), ...effects] : [];
  if (effects.length === 0) return [];
  return [
    createPlainEffect(context, {
      kind: 'none',
      subject: 'addons',
      rule: 'addon-bump',
      message: `addons differ, and CSO applies none of it: the addons' version is ${formatVersion(old)} in both and Kubernetes stays`,
      cause: { file: 'metadata.yaml', field: 'versions.components.clusterAddon', from: formatVersion(old), to: formatVersion(now) },
    }),
  ];
}

function describeApply(context: Context): Effect {
  const { before, after, changesVersion } = context;
  const names = listUpgraded(after).map(nameAddon);
  const order = names.length === 0 ? 'no addon' : names.join(', then ');
  const [old, now] = [before.addonVersion, after.addonVersion].map((version) => version && formatVersion(version));
  return createPlainEffect(context, {
    kind: 'addons-applied',
    subject: 'addons',
    rule: 'addon-apply',
    message: changesVersion
      ? `before the control plane is upgraded CSO applies ${order}, and then cleans up`
      : `CSO applies ${order}, and then cleans up`,
    cause: {
      field: after.stages ? 'BeforeClusterUpgrade' : 'cluster-addon',
      ...(old !== undefined && { from: old }),
      ...(now !== undefined && { to: now }),
    },
  });
}

function listApplied(context: Context): Effect[] {
  const { before, after } = context;
  const broken = [before, after].find(({ stages }) => stages !== undefined && !areLoaded(stages))?.stages;
  if (broken !== undefined) {
    const message = `what happens to addons is not known, since CSO cannot load ${broken.yaml.file}`;
    return [
      createPlainEffect(context, {
        kind: 'unknown',
        subject: 'addons',
        rule: 'addon-unread',
        message,
        cause: { file: broken.yaml.file, field: 'addonStages' },
      }),
    ];
  }
  const installed = listInstalled(before);
  const upgraded = listUpgraded(after);
  const [known, desired] = [indexObjects(installed), indexObjects(upgraded)];
  const unread = [
    ...new Set([...installed, ...upgraded].filter(({ rendering }) => rendering.kind !== 'rendered').map(({ folder }) => folder)),
  ];
  return [
    ...listHanging(context),
    ...upgraded.flatMap((addon) => listOne(context, addon, { known, unread })),
    ...installed
      .filter(({ folder, rendering }) => rendering.kind !== 'rendered' && !upgraded.some((addon) => addon.folder === folder))
      .map((addon) => describeUnread(context, addon, addon)),
    ...listGoneEffects(context, desired, unread),
  ];
}

/** Stages whose folder the older release does not have. */
function listHanging(context: Context): Effect[] {
  const { before, after } = context;
  if (before.stages === undefined) return [];
  return (listCleanedUp(after) ?? [])
    .filter((name) => !before.addons.some(({ folder }) => folder === name))
    .map((name) =>
      createAddonEffect(context, name, {
        kind: 'refused',
        subject: `addon ${name}`,
        rule: 'addon-added',
        message: `the older release has no folder ${name}, which CSO renders to clean up; the upgrade hangs`,
        cause: { ...(after.stages && { file: after.stages.yaml.file }), field: `AfterControlPlaneInitialized ${name}` },
      }),
    );
}

function listOne(
  context: Context,
  addon: Addon,
  { known, unread }: { readonly known: Objects; readonly unread: readonly string[] },
): Effect[] {
  const old = context.before.addons.find(({ folder }) => folder === addon.folder);
  if (unread.includes(addon.folder)) return [describeUnread(context, addon, addon.rendering.kind === 'rendered' && old ? old : addon)];
  const random = findRandom([old, addon]);
  const folded: NonNullable<ObjectEffects['inPlace']>[] = [];
  const created: string[] = [];
  const effects = [...indexObjects([addon])].flatMap(([id, now]): readonly Effect[] => {
    const twin = known.get(id);
    if (twin === undefined) {
      if (!random.isWhole(now.object)) created.push(nameSubject(now.object));
      return [];
    }
    const { effects: own, inPlace } = listObjectEffects(context, { old: twin, now }, random);
    if (inPlace !== undefined) folded.push(inPlace);
    return twin.addon.folder === addon.folder ? own : [describeMoved(context, twin.addon, now.addon, nameSubject(now.object)), ...own];
  });
  const name = nameAddon(addon);
  const own = (draft: Draft) => createAddonEffect(context, name, draft);
  const [first] = folded;
  const noise = folded.filter(({ isNoise }) => isNoise).length;
  const gap = describeGap(addon.rendering) ?? (old && describeGap(old.rendering));
  return [
    ...effects,
    ...(first === undefined
      ? []
      : [
          own({
            kind: 'in-place',
            subject: `addon ${name}`,
            rule: 'addon-object',
            message: `${formatSome(folded.map(({ subject }) => subject))} of addon ${name} ${folded.length === 1 ? 'is' : 'are'} changed in place${noise > 0 ? `, ${noise === folded.length ? 'all' : noise} in labels or names of the release alone` : ''}`,
            cause: (folded.find(({ isNoise }) => !isNoise) ?? first).cause,
          }),
        ]),
    ...(created.length === 0
      ? []
      : [
          own({
            kind: 'created',
            subject: `addon ${name}`,
            rule: 'addon-created',
            message: `${formatSome(created)} of addon ${name} ${created.length === 1 ? 'is' : 'are'} created`,
            cause: { file: addon.chart.path, field: created[0] ?? '' },
          }),
        ]),
    ...(random.count === 0
      ? []
      : [
          own({
            kind: 'none',
            subject: `addon ${name}`,
            rule: 'addon-random',
            message: `${formatCount(random.count, 'value')} of addon ${name} differ${random.count === 1 ? 's' : ''} at every rendering and whenever CSO applies, and ${random.count === 1 ? 'is' : 'are'} not counted here`,
            cause: { file: addon.chart.path, field: `cluster-addon/${addon.folder}` },
          }),
        ]),
    ...random.restarting.map((object) =>
      own({
        kind: 'restart-pods',
        subject: nameSubject(object),
        rule: 'addon-random',
        message: `the pods of ${nameSubject(object)} restart whenever CSO applies, since their template has a value that differs at every rendering`,
        cause: { file: object.place.file, field: `${object.kind}/${object.name} spec.template` },
      }),
    ),
    ...(gap === undefined
      ? []
      : [
          own({
            kind: 'unknown',
            subject: `addon ${name}`,
            rule: 'addon-unread',
            message: `parts of addon ${name} were not compared: ${gap}`,
            cause: { file: addon.chart.path, field: `cluster-addon/${addon.folder}` },
          }),
        ]),
  ];
}

function describeMoved(context: Context, from: Addon, to: Addon, subject: string): Effect {
  return createAddonEffect(context, nameAddon(to), {
    kind: 'in-place',
    subject,
    rule: 'addon-moved',
    message: `${subject} moves from addon ${nameAddon(from)} to ${nameAddon(to)}, and stays`,
    cause: { file: to.chart.path, field: subject, from: nameAddon(from), to: nameAddon(to) },
  });
}

/** @param failed the side that was not rendered */
function describeUnread(context: Context, addon: Addon, failed: Addon): Effect {
  const { rendering } = failed;
  const why = rendering.kind === 'rendered' ? '' : `: ${rendering.message}`;
  return createAddonEffect(context, nameAddon(addon), {
    kind: 'unknown',
    subject: `addon ${nameAddon(addon)}`,
    rule: 'addon-unread',
    message: `what happens to addon ${nameAddon(addon)} is not known, since it was not rendered on both sides${why}`,
    cause: { file: failed.chart.path, field: `cluster-addon/${addon.folder}` },
  });
}
