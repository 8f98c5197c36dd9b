import { type ClusterInput, listEffects } from '../../effects/index.ts';
import { isStack } from '../../stack/index.ts';
import { type Reading, readSubject } from '../read-subject.ts';
import type { Change, ChangeRule } from './change.ts';
import { compareSubjects, type End } from './compare-subjects.ts';
import { foldChanges } from './fold-changes.ts';
import type { DiffReport } from './report.ts';

export interface DiffOptions {
  /** A minor of Cluster API, `1.12`. */
  readonly clusterApi?: string | undefined;
  /** A Cluster, whose own variables and worker classes are used. */
  readonly cluster?: ClusterInput | undefined;
  /** Whether each place is told for itself. */
  readonly all?: boolean | undefined;
}

/**
 * What differs between two releases, each a reference or a stack's directory, and what clusters live through.
 * @throws ReleaseError for a release that there is not, or that cannot be read
 */
export async function diff(reading: Reading, from: string, to: string, options: DiffOptions): Promise<DiffReport> {
  const [before, after] = await readBoth(reading, from, to);
  return diffEnds(before, after, options);
}

/** A stack follows the other release: only what differs from that gets new versions. */
async function readBoth(reading: Reading, from: string, to: string): Promise<readonly [End, End]> {
  if (!isStack(to)) return Promise.all([readSubject(reading, from), readSubject(reading, to)]);
  const before = await readSubject(reading, from);
  return [before, await readSubject(reading, to, before.published)];
}

/** The same for two that were read already. */
export async function diffEnds(before: End, after: End, { clusterApi, cluster, all }: DiffOptions): Promise<DiffReport> {
  const changes = await compareSubjects(before, after);
  const options = { ...(clusterApi !== undefined && { clusterApi }), ...(cluster !== undefined && { cluster }) };
  return {
    schemaVersion: 1,
    from: before.content.name,
    to: after.content.name,
    kubernetes: { from: before.content.kubernetes, to: after.content.kubernetes },
    identical: changes.every(isNone),
    effects: listEffects(before.facts, after.facts, options),
    changes: all ? changes : foldChanges(changes),
  };
}

/** Differences of releases that are the same but for their names. */
const NONE: ReadonlySet<ChangeRule> = new Set(['release-name', 'random', 'derived']);

function isNone({ rule }: Change): boolean {
  return rule !== undefined && NONE.has(rule);
}
