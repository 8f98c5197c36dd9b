import { compareVerdicts, type Finding, shownVerdict } from '../finding.ts';
import { isCause } from '../finding-code.ts';

/** The findings of one line. */
export interface LineFindings {
  readonly stack: string;
  readonly directory: string;
  readonly findings: readonly Finding[];
}

/** A finding as it is reported to people: once, with the lines that it concerns. */
export interface Told {
  readonly finding: Finding;
  /** `openstack-scs-1-31, -1-32`; empty where there is only one line that it can concern. */
  readonly lines: string;
}

/** Findings that the lines of a directory share, `ok` ones included. */
export interface ToldTree {
  readonly directory: string;
  /** In the order of the report. */
  readonly lines: readonly LineFindings[];
  readonly findings: readonly Told[];
}

/** All that a report has to say, each thing once: below the directory that it is about, or for several of them. */
export interface Telling {
  readonly trees: readonly ToldTree[];
  readonly shared: readonly Told[];
}

/**
 * Puts together what lines say alike: rows of a versions.yaml share their files, and stacks share what is wrong with the
 * machine or the repository. What could not be looked at comes first, then the worst.
 * @param common what the report says of all lines together
 */
export function tellFindings(lines: readonly LineFindings[], common: readonly Finding[] = []): Telling {
  const met = new Map<string, { readonly finding: Finding; readonly lines: LineFindings[] }>();
  for (const line of lines) {
    for (const finding of line.findings) {
      const key = JSON.stringify(finding);
      const known = met.get(key);
      if (known === undefined) met.set(key, { finding, lines: [line] });
      else if (known.lines.at(-1) !== line) known.lines.push(line);
    }
  }
  const directories = new Map<string, LineFindings[]>();
  for (const line of lines) directories.set(line.directory, [...(directories.get(line.directory) ?? []), line]);
  const own = new Map([...directories.keys()].map((directory) => [directory, [] as Told[]]));
  const shared: Told[] = tellAll(common);
  for (const entry of met.values()) {
    const { finding } = entry;
    const [first] = entry.lines;
    const tree = entry.lines.every(({ directory }) => directory === first?.directory) ? own.get(first?.directory ?? '') : undefined;
    const names = formatLines(entry.lines.map(({ stack }) => stack));
    if (tree === undefined) shared.push({ finding, lines: entry.lines.length === lines.length ? `all ${lines.length} lines` : names });
    else tree.push({ finding, lines: directories.get(first?.directory ?? '')?.length === 1 ? '' : names });
  }
  const trees = [...directories].map(([directory, members]) => ({
    directory,
    lines: members,
    findings: order(own.get(directory) ?? []),
  }));
  return { trees, shared: order(shared) };
}

/** Findings that are told as they come, of one thing. */
export function tellAll(findings: readonly Finding[]): Told[] {
  return findings.map((finding) => ({ finding, lines: '' }));
}

function order(told: readonly Told[]): Told[] {
  const rank = ({ finding }: Told) => (isCause(finding.code) && shownVerdict(finding) !== 'ok' ? 0 : 1);
  return told.toSorted((a, b) => rank(a) - rank(b) || compareVerdicts(shownVerdict(a.finding), shownVerdict(b.finding)));
}

/** The tree whose findings are printed below a line: below the last one of its directory. */
export function findTree({ trees }: Telling, line: LineFindings): ToldTree | undefined {
  return trees.find(({ lines }) => lines.at(-1) === line);
}

/** Names of lines, with what they share said once: `openstack-scs-1-31, -1-32, docker-scs-1-32`. */
export function formatLines(names: readonly string[]): string {
  const split = (name: string | undefined) => /^(.*?)(-\d+-\d+)$/.exec(name ?? '');
  return names
    .map((name, index) => {
      const [before, own] = [split(names[index - 1]), split(name)];
      return own !== null && before?.[1] === own[1] ? own[2] : name;
    })
    .join(', ');
}
