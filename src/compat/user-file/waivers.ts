import { createFinding, type Finding, type Place } from '../../finding.ts';
import { formatSuggestion } from '../../suggest.ts';

/** An entry of `waivers` in compatibility.yaml: lets pass what a rule refuses, and mutes what it warns of. */
export interface Waiver {
  readonly code: string;
  readonly subject: string;
  readonly reason: string;
  /** The last day on which it counts, `2027-01-31`. */
  readonly expires: string;
  /** The one line that it is for; all unless said. */
  readonly stack?: string | undefined;
  /** The verdict that is waived; either unless given. */
  readonly verdict?: 'refuse' | 'warn' | undefined;
  readonly place: Place;
}

/** Findings with waivers applied, and the waivers that met one. */
export interface Waived {
  readonly findings: readonly Finding[];
  readonly used: ReadonlySet<Waiver>;
}

/**
 * Marks each `refuse` and `warn` that a waiver names. Both stay what they are: a `refuse` no longer stops a release, and people
 * no longer see a `warn`. What was not compared cannot be waived: its verdict is not known. An expired waiver leaves
 * all as it is and says so.
 *
 * @param stack the line that the findings are of, `openstack-scs-1-32`
 * @param today `2026-11-23`
 */
export function applyWaivers(findings: readonly Finding[], waivers: readonly Waiver[], stack: string, today: string): Waived {
  const used = new Set<Waiver>();
  const expired = new Set<Waiver>();
  const waived = findings.map((finding) => {
    const isOpen = finding.verdict === 'refuse' || finding.verdict === 'warn';
    const matching = isOpen ? waivers.filter((waiver) => matches(waiver, finding, stack)) : [];
    const [counting] = matching.filter(({ expires }) => today <= expires);
    for (const waiver of matching) {
      // One that has expired beside one that counts no longer has a use.
      if (counting === undefined || today <= waiver.expires) used.add(waiver);
      if (counting === undefined) expired.add(waiver);
    }
    return counting === undefined ? finding : waive(finding, counting);
  });
  return { findings: [...waived, ...[...expired].map(describeExpired)], used };
}

function matches({ code, subject, stack, verdict }: Waiver, finding: Finding, line: string): boolean {
  // Where the subject is the file itself, people are shown its whole path.
  const isPath = subject === finding.file && subject.endsWith(`/${finding.subject}`);
  if (verdict !== undefined && verdict !== finding.verdict) return false;
  return code === finding.code && (subject === finding.subject || isPath) && (stack === undefined || stack === line);
}

function waive(finding: Finding, { reason, expires }: Waiver): Finding {
  return { ...finding, message: `${finding.message}; waived until ${expires}: ${reason}`, waived: true };
}

function describeExpired({ code, subject, expires, place }: Waiver): Finding {
  const message = `the waiver of ${code} expired on ${expires} and no longer counts; fix what it was for, or review it and set a later date`;
  return createFinding('warn', 'waiver-expired', subject, message, place);
}

/**
 * Waivers that met nothing. One at the repository's root is for many lines: say this only once all of them were checked.
 * @param codes all that findings may have
 */
export function findUnusedWaivers(waivers: readonly Waiver[], used: ReadonlySet<Waiver>, codes: readonly string[]): Finding[] {
  return waivers
    .filter((waiver) => !used.has(waiver))
    .map(({ code, subject, stack, place }) => {
      const where = stack === undefined ? '' : ` in ${stack}`;
      const why = codes.includes(code)
        ? `nothing is refused or warned of as ${code} of ${subject}${where}, and what is unknown cannot be waived; delete the waiver, or correct its subject`
        : `there is no finding with the code ${code}${formatSuggestion(code, codes)}`;
      return createFinding('warn', 'waiver-unused', subject, why, place);
    });
}
