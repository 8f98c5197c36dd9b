import { groupOf, matchesSelector, type Patched, type Role, UNKNOWN } from '../../compat/index.ts';
import { asList, getIn, isObject, isSame } from '../../data.ts';
import type { EffectCause } from '../../effect.ts';
import { createCause } from '../create-cause.ts';
import { type Difference, formatField, listDifferences, type Path } from '../list-differences.ts';
import { locateField } from '../locate-field.ts';
import { findOwnNames } from '../own-names.ts';
import { convertKubeadm } from './convert-kubeadm.ts';
import { expandDifference } from './expand-difference.ts';
import type { OpenClass } from './open-classes.ts';
import type { Unit } from './unit.ts';

/** One side of a template: as it is after all patches. */
export interface PatchedSide {
  readonly open: OpenClass;
  readonly patched: Patched;
}

/** A template that a unit has on both sides. */
export interface TemplateChange {
  readonly unit: Unit;
  readonly role: Role['kind'];
  readonly kind: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly differences: readonly TemplateDifference[];
}

export interface TemplateDifference extends Difference {
  readonly cause: EffectCause;
  /** Whether only the release's own name or version differs. */
  readonly isOwnName: boolean;
  /** Whether it is not known if the two sides differ at all. */
  readonly isUnsure: boolean;
  /** Whether one side leaves it to the API server, which fills in something that differs between releases. */
  readonly isDefaulted: boolean;
}

/** Compares a template after its patches; one of kubeadm's in two versions of the API is converted first. */
export function compareTemplate(unit: Unit, old: PatchedSide, now: PatchedSide): TemplateChange {
  const { target } = now.patched;
  const { kind } = target.ref;
  const isConverted = old.patched.target.ref.apiVersion !== target.ref.apiVersion;
  const isKubeadm = /^(?:bootstrap|controlplane)\.cluster\.x-k8s\.io$/.test(groupOf(target.ref.apiVersion)) && /^Kubeadm/.test(kind);
  const read = ({ patched }: PatchedSide) => {
    const spec = getIn(patched.document, 'spec');
    const isOld = patched.target.ref.apiVersion.endsWith('/v1beta1');
    if (!isConverted || !isKubeadm) return spec;
    // What is filled in differs between the versions, and is the same once converted.
    const written = dropDefaults(spec, getIn(patched.target.object.data, 'spec'), getIn(patched.target.stored, 'spec'));
    return isOld ? convertKubeadm(kind, written) : written;
  };
  const [before, after] = [read(old), read(now)];
  const compare = (a: unknown, b: unknown) => {
    const found = listDifferences(a, b, ['spec']);
    return kind === 'KubeadmControlPlaneTemplate' ? found.flatMap(expandDifference) : found;
  };
  const isOwnName = findOwnNames(before, old.open.side, after, now.open.side, compare);
  return {
    unit,
    role: target.ref.role.kind,
    kind,
    before,
    after,
    differences: compare(before, after).map((found) => {
      const difference = takeDefault(found, old, now);
      return {
        ...difference,
        cause: describeCause(difference, old, now),
        isOwnName: isOwnName(difference),
        isUnsure: difference.from === UNKNOWN || difference.to === UNKNOWN || (isConverted && !isKubeadm),
        isDefaulted: difference.from !== found.from || difference.to !== found.to,
      };
    }),
  };
}

/** A default that differs between releases is no value; one that a patch made unknown stays so. */
function takeDefault(difference: Difference, old: PatchedSide, now: PatchedSide): Difference {
  const isDefault = ({ patched: { target } }: PatchedSide, value: unknown) =>
    value === UNKNOWN && getPath(target.stored, difference.path) === UNKNOWN;
  return {
    ...difference,
    from: isDefault(old, difference.from) ? undefined : difference.from,
    to: isDefault(now, difference.to) ? undefined : difference.to,
  };
}

/** A spec without what was filled into it and no patch changed. */
function dropDefaults(spec: unknown, written: unknown, stored: unknown): unknown {
  if (!isObject(spec)) return spec;
  return Object.fromEntries(
    Object.entries(spec).flatMap(([key, value]) => {
      const [own, filled] = [getIn(written, key), getIn(stored, key)];
      if (own === undefined && isSame(value, filled)) return [];
      return [[key, dropDefaults(value, own, filled)]];
    }),
  );
}

function describeCause(difference: Difference, old: PatchedSide, now: PatchedSide): EffectCause {
  const side = difference.to === undefined ? old : now;
  const { target } = side.patched;
  const field = `${target.ref.kind} ${formatField(difference)}`;
  const found = findPatch(difference, old, now);
  if (found !== undefined) {
    return createCause(found.open.clusterClass.placeOf('patches', found.patch), `patch ${found.patch}: ${field}`, difference);
  }
  return createCause(locateField(side.open.side.clusterClass.chart, target.object, difference), field, difference);
}

/** The last patch that writes there, or did before it was gone, where the template itself is the same on both sides. */
function findPatch(
  { path, to }: Difference,
  old: PatchedSide,
  now: PatchedSide,
): { readonly patch: string; readonly open: OpenClass } | undefined {
  const at = (side: PatchedSide) => getPath(side.patched.target.stored, path);
  if (!isSame(at(old), at(now))) return undefined;
  const pointer = `/${path.join('/')}`;
  const writes = (written: string) => {
    const plain = written.replaceAll('~1', '/').replaceAll('~0', '~').replace(/\/-$/, '');
    return pointer === plain || pointer.startsWith(`${plain}/`) || plain.startsWith(`${pointer}/`);
  };
  for (const { open, patched } of to === undefined ? [old, now] : [now, old]) {
    const found = open.clusterClass.patches.findLast(({ name, definitions }) =>
      patched.applied.has(name) || patched.unjudged.includes(name)
        ? (definitions ?? []).some(
            ({ selector, jsonPatches }) =>
              matchesSelector(selector, patched.target.ref) && jsonPatches.some((operation) => writes(operation.path)),
          )
        : false,
    );
    if (found !== undefined) return { patch: found.name, open };
  }
  return undefined;
}

function getPath(value: unknown, path: Path): unknown {
  return path.reduce((found, key) => (typeof key === 'number' ? asList(found)[key] : getIn(found, key)), value);
}
