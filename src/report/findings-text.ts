import type { Finding, Verdict } from '../finding.ts';
import type { CheckBasis } from '../result.ts';

/** Ways to mark text on a terminal; without colour they leave it as it is. */
export type Colors = Readonly<Record<'bold' | 'dim' | 'red' | 'green' | 'yellow', (text: string) => string>>;

/** Findings for people: what stops a release first, what fits as a number. */
export function formatFindings(colors: Colors, findings: readonly Finding[]): string[] {
  const told = findings.filter(({ verdict }) => verdict !== 'ok');
  const sorted = told.toSorted((a, b) => ORDER.indexOf(shownVerdict(a)) - ORDER.indexOf(shownVerdict(b)));
  const lines = sorted.flatMap((finding) => {
    const { code, subject, message, source } = finding;
    const about = isOwnFile(finding) ? '' : `${subject}: `;
    return [
      `  ${mark(colors, shownVerdict(finding))} ${formatPlace(finding)}  ${colors.dim(code)}`,
      `    ${about}${message}`,
      ...(source !== undefined && shownVerdict(finding) === 'refuse' ? [`    ${colors.dim(`source: ${source}`)}`] : []),
    ];
  });
  const fitting = findings.length - told.length;
  return fitting === 0
    ? lines
    : [...lines, `  ${mark(colors, 'ok')} ${colors.dim(`${fitting} more ${fitting === 1 ? 'thing' : 'things'} compared, and fit`)}`];
}

const ORDER: readonly Verdict[] = ['refuse', 'warn', 'unknown', 'ok'];

/** A waived `refuse` stops nothing. */
function shownVerdict({ verdict, waived }: Finding): Verdict {
  return waived ? 'warn' : verdict;
}

/** What was judged by, and where to read on. */
export function formatBasis(colors: Colors, basis: CheckBasis | undefined, findings: readonly Finding[]): string[] {
  const [worst] = findings.filter((finding) => shownVerdict(finding) === 'refuse');
  const hint = worst === undefined ? [] : [`why it matters and how it is right: clusterstack explain ${worst.code}`];
  if (basis === undefined) return hint;
  const helm = basis.helm === undefined ? 'without helm' : `with helm ${basis.helm}`;
  return [...hint, colors.dim(`judged on ${basis.today}, ${helm}, by knowledge as of ${basis.knowledge}`)];
}

/** The place says the subject already where it is the file. */
function isOwnFile({ file, subject }: Finding): boolean {
  return file === undefined ? false : file === subject || file.endsWith(`/${subject}`);
}

export function formatPlace({ file, line, column, subject }: Finding): string {
  if (file === undefined) return subject;
  return line === undefined ? file : `${file}:${line}:${column ?? 1}`;
}

export function mark(colors: Colors, verdict: Verdict): string {
  switch (verdict) {
    case 'refuse':
      return colors.red('refuse ');
    case 'warn':
      return colors.yellow('warn   ');
    case 'unknown':
      return colors.yellow('unknown');
    case 'ok':
      return colors.green('ok     ');
  }
}
