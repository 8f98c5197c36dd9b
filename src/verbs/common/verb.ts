import type { Logger } from '../../logger.ts';
import type { ModeWords, Variables } from '../../options/index.ts';
import type { Outcome } from '../../outcome.ts';
import type { Ask } from '../../request.ts';
import { formatJson } from '../../text.ts';

/** A flag, as `--help` shows it and as commander reads it. */
export interface Flag {
  /** `-t, --target <url>` */
  readonly flags: string;
  readonly description: string;
  /** The only values that it takes. */
  readonly choices?: readonly string[];
  readonly default?: string;
  /** Whether it may be given several times: then its value is a list. */
  readonly repeats?: true;
}

/** The words of a command line, flags of all verbs together; each verb reads its own. */
export interface CommandLine extends ModeWords {
  /** What is no flag: stacks, release directories, a code. */
  readonly words: readonly string[];
  readonly targets: readonly string[];
  readonly source?: string | undefined;
  readonly output: string;
  readonly kubernetes?: string | undefined;
  /** The file of a plan to carry out. */
  readonly plan?: string | undefined;
  readonly check?: boolean | undefined;
  readonly allowDirty?: boolean | undefined;
  readonly verify?: 'true' | 'false' | undefined;
  readonly knowledge?: readonly string[] | undefined;
  readonly requireHelm?: boolean | undefined;
  /** The day to judge by, in place of today. */
  readonly today?: string | undefined;
  /** `FROM=TO`, of chart repositories. */
  readonly mirror?: readonly string[] | undefined;
  readonly vendor?: boolean | undefined;
  readonly kubernetesVersions?: string | undefined;
  readonly dryRun?: boolean | undefined;
  readonly offline?: boolean | undefined;
  readonly json?: boolean | undefined;
  /** How the result is printed. */
  readonly format?: string | undefined;
  readonly markdown?: boolean | undefined;
  readonly githubMatrix?: boolean | undefined;
  readonly username?: string | undefined;
  readonly provider?: string | undefined;
  readonly name?: string | undefined;
}

/** What a verb needs of the process. */
export interface Surroundings {
  readonly variables: Variables;
  readonly home: string;
  /** Node's version, `v24.4.0`. */
  readonly node: string;
  /** The moment of the run. */
  readonly now: Date;
  readonly logger: Logger;
  readonly color: boolean;
  /** For `--username`, where one was given. */
  readonly password: string | undefined;
  /** Undefined where nobody can answer. */
  readonly ask: Ask | undefined;
}

/**
 * One thing that the program does, in a file of its own in this folder. Its declaration is loaded for `--help`, so it
 * imports what it runs only when it runs.
 */
export interface Verb<Report = unknown> {
  readonly name: string;
  /** Its line in the help. */
  readonly summary: string;
  /** What follows `clusterstack <name> ` in its example. */
  readonly example: string;
  /** Its place in the help: the verbs of a release's life first, the tool's own last. */
  readonly order: number;
  readonly words?: { readonly name: string; readonly description: string };
  readonly flags: readonly Flag[];
  /** The list that its JSON has, also where an error came before any of its items. */
  readonly list?: 'stacks' | 'releases' | 'targets' | 'updates';
  /** Whether its words may be targets, told from others by their scheme: they may also follow one `--target`. */
  readonly takesTargets?: 'as words' | 'after --target';
  /** @throws ReleaseError, and errors of the clients with a code */
  run(line: CommandLine, surroundings: Surroundings): Promise<Report>;
  /** The report as text for standard output. */
  show(report: Report, line: CommandLine, color: boolean): string | Promise<string>;
  exitCode(report: Report): Outcome['code'];
}

/** Keeps a verb's report typed in its own file, where nobody else looks at it. */
export function defineVerb<Report>(verb: Verb<Report>): Verb {
  return verb as Verb;
}

export function printJson(report: object): string {
  return `${formatJson(report, 2)}\n`;
}
