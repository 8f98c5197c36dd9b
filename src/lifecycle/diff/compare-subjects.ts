import type { Rendering } from '../../chart/index.ts';
import { ADDON_NAMESPACE, identifyObject, type RenderedChart } from '../../compat/index.ts';
import type { Subject } from '../read-subject.ts';
import type { Change } from './change.ts';
import { compareFiles } from './compare-files.ts';
import { compareObjects, readRandom } from './compare-objects.ts';
import type { Masks } from './compare-values.ts';
import { type FilePair, listChangedFiles, ONE_ADDON } from './list-files.ts';
import { createMask, type MaskNames } from './own-names.ts';
import type { Side } from './pair-items.ts';
import { type Entry, pairObjects } from './pair-objects.ts';

/** One end of a comparison: a release, or what a stack would make. */
export type End = Pick<Subject, 'content' | 'facts'>;

const CLASS = 'cluster-class';

/**
 * Everything in which two releases differ, each place for itself, noise marked as such: what metadata.yaml, clusteraddon.yaml,
 * node-images.yaml, Chart.yaml and values.yaml say, the objects that charts render to, and all files.
 * @throws ReleaseError `invalid-archive`
 */
export async function compareSubjects(before: End, after: End): Promise<readonly Change[]> {
  const masks: Masks = { before: createMask(before.facts, before.content), after: createMask(after.facts, after.content) };
  const [old, now] = [listParts(before), listParts(after)];
  const files = await listChangedFiles(before.content, after.content);
  // A folder without a chart is no part, and renders to nothing.
  const isCompared = (part: string) => {
    const found = [old, now].flatMap((parts) => parts.get(part) ?? []);
    return found.length > 0 && found.every(({ rendering }) => rendering.kind === 'rendered');
  };
  const shown = (parts: Parts, mask: MaskNames) => listEntries(parts, mask).filter(({ part }) => isCompared(part));
  const random = { before: readRandom(repeatedOf(old)), after: readRandom(repeatedOf(now)) };
  return [
    ...compareFiles(files, masks, isCompared),
    ...compareParts(old, now),
    ...findUncompared(old, now, files),
    ...compareObjects(pairObjects(shown(old, masks.before), shown(now, masks.after)), masks, (side: Side, object, at) =>
      random[side](object, at),
    ),
  ];
}

type Parts = ReadonlyMap<string, RenderedChart>;

function listParts({ facts: { clusterClass, addons } }: End): Parts {
  return new Map([[CLASS, clusterClass], ...addons.map((addon): [string, RenderedChart] => [addon.folder || ONE_ADDON, addon])]);
}

function repeatedOf(parts: Parts) {
  return [...parts.values()].map(({ repeated }) => repeated);
}

/** The names of a release's own in an object's name tell it from no other. */
function listEntries(parts: Parts, mask: MaskNames): Entry[] {
  return [...parts].flatMap(([part, { rendering }]) => {
    if (rendering.kind !== 'rendered') return [];
    const namespace = part === CLASS ? rendering.namespace : ADDON_NAMESPACE;
    return rendering.objects.map((object) => ({ part, object, identity: mask(identifyObject(object, namespace)) }));
  });
}

/** Addons that only one release has. */
function compareParts(before: Parts, after: Parts): Change[] {
  const say = (part: string, change: 'added' | 'removed'): Change => {
    return { kind: 'addon', change, part, object: part, path: '', places: 1, noise: false };
  };
  return [
    ...[...before.keys()].filter((part) => !after.has(part)).map((part) => say(part, 'removed')),
    ...[...after.keys()].filter((part) => !before.has(part)).map((part) => say(part, 'added')),
  ];
}

/** What could not be held against each other. A part whose files are the same differs in nothing. */
function findUncompared(before: Parts, after: Parts, files: readonly FilePair[]): Change[] {
  const changed = new Set(files.map((file) => (file.after ?? file.before)?.part));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((part): Change[] => {
    const [from, to] = [before.get(part)?.rendering, after.get(part)?.rendering];
    const gap = { from: describeGap(from), to: describeGap(to) };
    const isOneSided = from !== undefined && to !== undefined && from.kind !== to.kind;
    if ((gap.from === undefined && gap.to === undefined) || !(isOneSided || changed.has(part))) return [];
    const both = { from: gap.from ?? 'rendered', to: gap.to ?? 'rendered' };
    return [{ kind: 'unknown', change: 'changed', part, object: part, path: '', ...both, places: 1, noise: false }];
  });
}

/** Why not all that a chart renders is known; undefined where it is. */
function describeGap(rendering: Rendering | undefined): string | undefined {
  if (rendering === undefined) return undefined;
  switch (rendering.kind) {
    case 'rendered': {
      const [problem] = rendering.problems;
      return problem && `rendered, but ${problem.place.file} ${problem.message}`;
    }
    case 'failed':
    case 'skipped':
      return `not rendered: ${rendering.message}`;
  }
}
