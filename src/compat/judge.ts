import { createFinding, dropRepeated, type Finding, sortFindings } from '../finding.ts';
import { ALL_CODES } from '../finding-code.ts';
import { formatLine, type KubernetesVersion } from '../version/index.ts';
import type { Facts } from './facts.ts';
import type { Knowledge } from './knowledge/index.ts';
import { judgeLines } from './rules/age/index.ts';
import { ALL_RENDERINGS } from './rules/objects/not-rendered.ts';
import { runRules } from './run-rules.ts';
import { applyWaivers, type Compatibility, findUnusedWaivers, type Waiver } from './user-file/index.ts';

/** The code of the finding that there is no helm where one is required. */
export const HELM_REQUIRED = 'helm-required';

/** A compatibility.yaml: what a user adds to the check of a stack. */
export interface UserFile extends Compatibility {
  readonly file: string;
  /** Whether it is for all stacks of a repository. */
  readonly isShared: boolean;
  readonly findings: readonly Finding[];
}

/** The findings of one line, with waivers applied. */
export interface JudgedLine {
  readonly kubernetes: KubernetesVersion;
  /** Sorted. */
  readonly findings: readonly Finding[];
  readonly users: readonly UserFile[];
  /** The waivers that met a finding. */
  readonly used: ReadonlySet<Waiver>;
}

/**
 * Holds a line against all rules.
 * @param users the files whose waivers count for it
 * @param found what was found before: in its source, by the decision, while the facts were gathered
 */
export async function judgeLine(facts: Facts, users: readonly UserFile[], found: readonly Finding[]): Promise<JudgedLine> {
  // That there is no helm is said once: where it is required, as a refusal.
  const isToldOfHelm = found.some(({ code }) => code === HELM_REQUIRED);
  const ruled = (await runRules(facts)).filter(
    ({ code, subject }) => !isToldOfHelm || code !== 'not-rendered' || subject !== ALL_RENDERINGS,
  );
  const waivers = users.flatMap((user) => user.waivers);
  const { findings, used } = applyWaivers([...found, ...ruled], waivers, formatLine(facts.line), facts.today);
  return { kubernetes: facts.kubernetes, findings: sortFindings(dropRepeated(findings)), users, used };
}

export interface RunFacts {
  readonly knowledge: Knowledge;
  /** `2026-11-23` */
  readonly today: string;
  /** Findings that belong to no single line. */
  readonly found: readonly Finding[];
  /** Whether all stacks of a repository were judged: only then is something missing from them. */
  readonly isComplete: boolean;
}

/** The findings about all lines of a run together. */
export function judgeRun(lines: readonly JudgedLine[], { knowledge, today, found, isComplete }: RunFacts): Finding[] {
  const all = lines.flatMap((line) => line.users);
  const users = [...new Map(all.map((user) => [user.file, user])).values()];
  const minors = lines.map(({ kubernetes }) => kubernetes);
  const standard = (isComplete ? judgeLines(minors, knowledge, today) : []).map(({ verdict, subject, message, source }) => ({
    ...createFinding(verdict, 'scs-0210', subject, message),
    ...(source !== undefined && { source }),
  }));
  // Of no one line, so a waiver for one does not meet it.
  const waivers = users.flatMap((user) => user.waivers);
  const waived = applyWaivers([...found, ...standard], waivers, '', today);
  const used = new Set([...lines.flatMap((line) => [...line.used]), ...waived.used]);
  // Of a repository's waivers, those for stacks that were not looked at may well be of use.
  const shared = new Set(all.filter(({ isShared }) => isShared).map(({ file }) => file));
  const judged = users.filter(({ file }) => isComplete || !shared.has(file));
  return sortFindings([...waived.findings, ...judged.flatMap((user) => findUnusedWaivers(user.waivers, used, ALL_CODES))]);
}
