import { createFinding, dropRepeated, type Finding, sortFindings } from '../finding.ts';
import type { Facts } from './facts.ts';
import type { Rule } from './rule.ts';
import { RULES } from './rules/index.ts';

/** Holds a stack against all rules. The same facts give the same findings in the same order. */
export async function runRules(facts: Facts, rules: readonly Rule[] = RULES): Promise<Finding[]> {
  const findings = await Promise.all(
    rules.map(async (rule) =>
      (await rule.check(facts)).map(({ verdict, subject, message, place, source = rule.source }) => ({
        ...createFinding(verdict, rule.code, subject, message, place),
        ...(source !== undefined && { source }),
      })),
    ),
  );
  return sortFindings(dropRepeated(findings.flat()));
}
