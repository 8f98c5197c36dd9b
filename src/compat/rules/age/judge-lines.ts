import { formatKubernetesVersion, formatMinor, type KubernetesVersion } from '../../../version/index.ts';
import type { Knowledge } from '../../knowledge/index.ts';
import type { Judgement } from '../../rule.ts';
import { hasAllPatches, listMinors, listPatches } from './kubernetes-releases.ts';
import { addMonths } from './months.ts';

const STANDARD = 'SCS standard scs-0210-v2, https://docs.scs.community/standards/scs-0210-v2-k8s-version-policy';

/**
 * The demands of scs-0210-v2 on a provider: the newest minor within four months and each newest patch within a month. It is a
 * statement about all that a source offers, so no rule for one stack. What the dated list does not reach is unknown.
 *
 * @param lines the newest Kubernetes version of each line
 */
export function judgeLines(lines: readonly KubernetesVersion[], { kubernetes: table }: Knowledge, today: string): Judgement[] {
  if (lines.length === 0) return [];
  const newestFirst = lines.toSorted((a, b) => b.major - a.major || b.minor - a.minor || b.patch - a.patch);
  const offered = newestFirst.filter(({ minor }, index) => minor !== newestFirst[index - 1]?.minor);
  return [judgeNewestMinor(offered, table, today), ...offered.map((line) => judgePatch(line, table, today))].map((judgement) => ({
    ...judgement,
    source: STANDARD,
  }));
}

function judgeNewestMinor([newest]: readonly KubernetesVersion[], table: Knowledge['kubernetes'], today: string): Judgement {
  const subject = 'Kubernetes';
  const have = newest === undefined ? 'none' : formatMinor(newest);
  const required = listMinors(table).find(({ date }) => addMonths(date, 4) < today);
  if (newest === undefined || required === undefined) return { verdict: 'unknown', subject, message: 'no minor with a date is known' };
  const isBehind =
    newest.major < required.version.major || (newest.major === required.version.major && newest.minor < required.version.minor);
  if (isBehind) {
    const message = `the newest line is ${have}, and ${formatMinor(required.version)} has been out since ${required.date} at the latest: the standard asks for it within four months`;
    return { verdict: 'warn', subject, message };
  }
  if (addMonths(table.asOf, 4) < today)
    return {
      verdict: 'unknown',
      subject,
      message: `whether there is a minor newer than ${have} for four months is not known: the list of releases ends with ${table.asOf}`,
    };
  return { verdict: 'ok', subject, message: `the newest line is ${have}, and no newer minor has been out for four months` };
}

function judgePatch(line: KubernetesVersion, table: Knowledge['kubernetes'], today: string): Judgement {
  const minor = formatMinor(line);
  const subject = `Kubernetes ${minor}`;
  const shown = formatKubernetesVersion(line);
  const patches = listPatches(table, line);
  const newer = patches.find(({ version, date }) => version.patch > line.patch && addMonths(date, 1) < today);
  if (newer !== undefined) {
    const message = `the line is of ${shown}, and ${formatKubernetesVersion(newer.version)} has been out since ${newer.date} at the latest: the standard asks for it within a month`;
    return { verdict: 'warn', subject, message };
  }
  if (patches.length === 0 || !hasAllPatches(table, line, today))
    return {
      verdict: 'unknown',
      subject,
      message: `whether a patch newer than ${shown} has been out for a month is not known: the list of releases ends with ${table.asOf}`,
    };
  return { verdict: 'ok', subject, message: `no patch newer than ${shown} has been out for a month` };
}
