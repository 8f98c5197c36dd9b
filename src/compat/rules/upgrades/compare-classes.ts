import type { Verdict } from '../../../finding.ts';
import type { EarlierRelease, Facts } from '../../facts.ts';
import type { Judgement } from '../../rule.ts';
import { type ClassShape, findShape } from './class-shape.ts';
import { compareSchemas, type SchemaChange, slotOf } from './schema.ts';

/** A newer class and the one that clusters leave for it. */
export interface ClassPair {
  readonly now: ClassShape;
  readonly before: ClassShape;
  readonly earlier: EarlierRelease;
}

export const WEBHOOK = 'Cluster API’s webhook for Clusters, which runs when a cluster moves to another class';

/** The classes of this release and of each earlier one, where both were rendered. */
export function pairClasses({ clusterClass, earlier = [] }: Facts): ClassPair[] {
  const now = findShape(clusterClass);
  return earlier.flatMap((release) => {
    const before = findShape(release.clusterClass);
    return now && before ? [{ now, before, earlier: release }] : [];
  });
}

/** Judges every pair, and says what was compared where nothing is wrong. */
export function judgeClasses(facts: Facts, fits: string, judge: (pair: ClassPair) => readonly Judgement[]): Judgement[] {
  return pairClasses(facts).flatMap((pair): readonly Judgement[] => {
    const judgements = judge(pair);
    const { earlier, now } = pair;
    return judgements.length > 0 ? judgements : [{ verdict: 'ok', subject: earlier.name, message: fits, place: now.place }];
  });
}

/**
 * Within a line clusters are to follow without a change of their own, so what stops each of them is refused. A new
 * Kubernetes minor is an upgrade that their owners prepare, and what stops only some clusters is for those to know.
 */
export function verdictFor({ relation }: EarlierRelease, everywhere: boolean): Verdict {
  return relation === 'line' && everywhere ? 'refuse' : 'warn';
}

/** The changes of the variables that both classes have. */
export function listChanges({ now, before }: ClassPair): SchemaChange[] {
  return [...before.variables].flatMap(([name, old]) => {
    const variable = now.variables.get(name);
    return variable === undefined ? [] : compareSchemas(old.schema, variable.schema, slotOf(name, old.schema, old.required));
  });
}

/** How a change of the class meets clusters, for its message. */
export interface Consequence {
  /** Which clusters it concerns where not all of them meet it: `that set it`. */
  readonly some: string;
  /** A cluster owner's way past it: `deletes the value`. */
  readonly edit: string;
}

/** Judges the changes of one kind. */
export function judgeChanges(pair: ClassPair, kind: SchemaChange['kind'], consequence: Consequence, remedy: string): Judgement[] {
  const { now, earlier } = pair;
  return listChanges(pair)
    .filter((change) => change.kind === kind)
    .map(({ path, message, everywhere }) => ({
      verdict: verdictFor(earlier, everywhere),
      subject: path,
      message: `${message}; ${rejects(earlier, everywhere, consequence)}; ${remedy}`,
      place: now.place,
    }));
}

/** Cluster API's answer to clusters that are to take the class, and who can get past it. */
export function rejects(earlier: EarlierRelease, everywhere: boolean, { some, edit }: Consequence): string {
  const which = everywhere ? `every cluster of ${earlier.name}` : `clusters of ${earlier.name} ${some}`;
  return `Cluster API rejects the class for ${which}, unless the edit that names it also ${edit}`;
}
