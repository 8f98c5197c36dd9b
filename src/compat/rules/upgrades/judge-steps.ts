import type { EarlierRelease, Facts, LineBeside } from '../../facts.ts';
import type { Judgement } from '../../rule.ts';

/** A release that clusters come from, or a line that will have one. */
export type Before = EarlierRelease | (LineBeside & { readonly relation?: undefined });

/**
 * What speaks against the steps from earlier releases, and from the line of the minor before as the same run reads it: of
 * that, only what is wrong and was not told of a release.
 */
export function judgeSteps({ earlier = [], lineBefore }: Facts, judge: (before: Before) => Judgement[]): Judgement[] {
  const judgements = earlier.flatMap(judge);
  if (lineBefore === undefined) return judgements;
  const told = new Set(judgements.filter(({ verdict }) => verdict !== 'ok').map(({ subject }) => subject));
  return [...judgements, ...judge(lineBefore).filter((one) => isWrong(one) && !told.has(one.subject))];
}

export function isWrong({ verdict }: Judgement): boolean {
  return verdict === 'refuse' || verdict === 'warn';
}
