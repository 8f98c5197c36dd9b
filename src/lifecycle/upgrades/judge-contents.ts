import { judgeLine } from '../../compat/index.ts';
import type { Effect } from '../../effects/index.ts';
import { type Finding, shownVerdict } from '../../finding.ts';
import { oncePer } from '../../once.ts';
import { formatLine } from '../../version/index.ts';
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
  const [own, together] = await Promise.all([findOwn(to), judgeLine({ ...facts, earlier }, users, findings)]);
  return together.findings.flatMap((finding) => {
    const verdict = shownVerdict(finding);
    if (verdict === 'ok' || (verdict !== 'refuse' && own.has(JSON.stringify(finding)))) return [];
    return [describeFinding(finding, verdict)];
  });
}

/** All that is found in a release wherever a cluster comes from. */
const findOwn = oncePer(async ({ facts, users, findings }: Subject): Promise<ReadonlySet<string>> => {
  const alone = await judgeLine(facts, users, findings);
  return new Set(alone.findings.map((finding) => JSON.stringify(finding)));
});

function describeFinding({ code, subject, message, source }: Finding, verdict: UpgradeReason['verdict']): UpgradeReason {
  const url = /https?:\/\/\S+/.exec(source ?? '')?.[0];
  return { code, verdict, message: `${subject}: ${message}`, ...(url !== undefined && { url }) };
}

/**
 * Effects that whoever makes the step must know of: what is rejected, and what could not be compared.
 * @param told what the check says of the step: that is not said again
 */
export function judgeEffects(effects: readonly Effect[], told: readonly UpgradeReason[]): readonly UpgradeReason[] {
  const isRefused = told.some(({ verdict }) => verdict === 'refuse');
  return effects.flatMap(({ kind, verdict, message, rule: code }): readonly UpgradeReason[] => {
    if (verdict === 'unknown') return [{ code, verdict: 'unknown', message }];
    // An edit of the Cluster is often a way past it, so the step can be made.
    const isNews = kind === 'refused' && !isRefused && !told.some((reason) => reason.code === code);
    return isNews ? [{ code, verdict: 'warn', message }] : [];
  });
}
