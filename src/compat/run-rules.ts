import { STAND_IN } from '../chart/index.ts';
import { createFinding, dropRepeated, type Finding, sortFindings } from '../finding.ts';
import type { Facts } from './facts.ts';
import type { Judgement, Rule } from './rule.ts';
import { RULES } from './rules/index.ts';

/** Holds a stack against all rules. The same facts give the same findings in the same order. */
export async function runRules(facts: Facts, rules: readonly Rule[] = RULES): Promise<Finding[]> {
  const findings = await Promise.all(
    rules.map(async (rule) =>
      (await rule.check(facts)).map(doubtStandIn).map(({ verdict, subject, message, place, source = rule.source }) => ({
        ...createFinding(verdict, rule.code, subject, message, place),
        ...(source !== undefined && { source }),
      })),
    ),
  );
  return sortFindings(dropRepeated(findings.flat()));
}

/** Turns findings about a stand-in for an unknown value into `unknown`: the real value may be right. */
function doubtStandIn(judgement: Judgement): Judgement {
  if (judgement.verdict === 'unknown' || !judgement.message.includes(STAND_IN)) return judgement;
  return { ...judgement, verdict: 'unknown', message: `${judgement.message}; ${STAND_IN} stands for a value that is not known here` };
}
