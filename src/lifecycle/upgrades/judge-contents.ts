import { judgeLine } from '../../compat/index.ts';
import { type Finding, shownVerdict } from '../../finding.ts';
import { formatLine } from '../../version/index.ts';
import type { Effect } from '../../effects/index.ts';
import type { Subject } from '../read-subject.ts';
import type { UpgradeReason } from './model.ts';

/**
 * What the check of a release says with another as its earlier one: what only that comparison finds, and what refuses the release
 * wherever a cluster comes from.
 */
export async function judgeContents(from: Subject, to: Subject): Promise<readonly UpgradeReason[]> {
  const { facts, users, findings } = to;
  const relation = formatLine(from.facts.line) === formatLine(facts.line) ? ('line' as const) : ('previous-minor' as const);
  const earlier = [{ ...from.facts, name: from.content.name, relation }];
  const [alone, together] = await Promise.all([judgeLine(facts, users, findings), judgeLine({ ...facts, earlier }, users, findings)]);
  const own = new Set(alone.findings.map((finding) => JSON.stringify(finding)));
  return together.findings.flatMap((finding) => {
    const verdict = shownVerdict(finding);
    if (verdict === 'ok' || (verdict !== 'refuse' && own.has(JSON.stringify(finding)))) return [];
    return [describeFinding(finding, verdict)];
  });
}

function describeFinding({ code, subject, message, source }: Finding, verdict: UpgradeReason['verdict']): UpgradeReason {
  const url = /https?:\/\/\S+/.exec(source ?? '')?.[0];
  return { code, verdict, message: `${subject}: ${message}`, ...(url !== undefined && { url }) };
}

/** Effects that whoever makes the step must know of: what is rejected, and what could not be compared. */
export function judgeEffects(effects: readonly Effect[]): readonly UpgradeReason[] {
  return effects.flatMap(({ kind, verdict, subject, message, rule }): readonly UpgradeReason[] => {
    if (verdict === 'unknown') return [{ code: rule, verdict: 'unknown', message: `${subject}: ${message}` }];
    // A way past it is often an edit of the Cluster, so the step can be done.
    return kind === 'refused' ? [{ code: rule, verdict: 'warn', message: `${subject}: ${message}` }] : [];
  });
}
