import type { ErrorReport } from '../../errors.ts';
import type { Command } from '../../help/index.ts';
import type { Logger } from '../../logger.ts';
import type { ModeWords, Variables } from '../../options/index.ts';
import type { Ask } from '../../request.ts';
import { formatJson } from '../../text.ts';
import { COMMON, type Flag } from './flags.ts';

/** The words of a command line, flags of all verbs together; each verb reads its own. */
export interface CommandLine extends ModeWords {
  /** Arguments besides the flags: stacks, release directories, a code. */
  readonly words: readonly string[];
  readonly targets: readonly string[];
  readonly source?: string | undefined;
  readonly output: string;
  /** A folder for CSO's local mode. */
  readonly clusterStacks?: string | undefined;
  /** A stack's directory that a release is held against. */
  readonly sourceDir?: string | undefined;
  /** Of a release: what it is, why, since when, and what to take in its place. */
  readonly state?: string | undefined;
  readonly reason?: string | undefined;
  /** Where more is said of it; of a site, where it will be. */
  readonly url?: string | undefined;
  readonly replacedBy?: string | undefined;
  readonly since?: string | undefined;
  /** The file that tells of states, risks and barriers. */
  readonly releases?: string | undefined;
  readonly kubernetes?: string | undefined;
  /** The file of a plan to carry out. */
  readonly plan?: string | undefined;
  /** Of `--no-check`, or the folder of `manifests --check`. */
  readonly check?: boolean | string | undefined;
  readonly allowDirty?: boolean | undefined;
  readonly afterRevert?: boolean | undefined;
  readonly verify?: 'true' | 'false' | undefined;
  /** False where a plan is in a hurry. */
  readonly effects?: boolean | undefined;
  /** Seconds. */
  readonly wait?: string | undefined;
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
  readonly quiet?: boolean | undefined;
  readonly verbose?: boolean | undefined;
  readonly addon?: string | undefined;
  readonly refresh?: boolean | undefined;
  /** The release that clusters are to go to. */
  readonly to?: string | undefined;
  /** Of a site. */
  readonly title?: string | undefined;
  /** How the result is printed. */
  readonly format?: string | undefined;
  /** The file of a template. */
  readonly template?: string | undefined;
  /** Looks up digests of images. */
  readonly digests?: boolean | undefined;
  readonly markdown?: boolean | undefined;
  readonly githubMatrix?: boolean | undefined;
  readonly username?: string | undefined;
  readonly provider?: string | undefined;
  readonly name?: string | undefined;
  /** The release that another one follows. */
  readonly from?: string | undefined;
  /** A file with values of a Cluster’s variables. */
  readonly variables?: string | undefined;
  /** Hosts. */
  readonly plainHttp?: readonly string[] | undefined;
  readonly insecureCredentials?: boolean | undefined;
  /** A minor of Cluster API, `1.12`. */
  readonly clusterApi?: string | undefined;
  /** The file of a Cluster. */
  readonly cluster?: string | undefined;
  readonly all?: boolean | undefined;
  readonly exitCode?: boolean | undefined;
  /** Names of stacks or lines. */
  readonly stack?: readonly string[] | undefined;
  /** False leaves container images out. */
  readonly images?: boolean | undefined;
  /** Where container images go, or come from. */
  readonly imagesTo?: string | undefined;
  readonly imagesFrom?: readonly string[] | undefined;
  readonly platform?: string | undefined;
  /** The archive that a bundle goes on from. */
  readonly deltaFrom?: string | undefined;
  /** Log-ins in Docker's format. */
  readonly authFile?: string | undefined;
  readonly prune?: boolean | undefined;
  readonly explain?: boolean | undefined;
  /** How many releases of each line. */
  readonly newest?: string | undefined;
  readonly namespace?: readonly string[] | undefined;
  /** `KEY=VALUE` */
  readonly namespaceLabel?: string | undefined;
  readonly policy?: 'native' | 'kyverno' | 'none' | undefined;
  readonly tenantRole?: boolean | undefined;
  /** `SECRET/CLOUD` */
  readonly nodeImages?: string | undefined;
  readonly csoSource?: string | undefined;
  readonly csoLogin?: 'none' | 'password' | 'token' | undefined;
  readonly cso?: string | undefined;
  readonly managementKubernetes?: string | undefined;
  /** A kubeconfig, or true for the one that kubectl takes by itself. */
  readonly management?: string | true | undefined;
}

/** The process, as a verb sees it. */
export interface Surroundings {
  /** All verbs, for what tells of them. */
  readonly verbs: readonly Verb[];
  readonly variables: Variables;
  readonly home: string;
  /** The folder of this package. */
  readonly root: string;
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

/** The texts for standard output and standard error, and the exit code. */
export interface VerbResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: 0 | 1 | 2;
}

/**
 * One thing that the program does, in a file of its own in this folder. Its declaration is loaded for `--help`, so it
 * imports what it runs only when it runs.
 */
export interface Verb<Report = unknown> extends Command {
  /** Its place in the help: the verbs of a release's life first, the tool's own last. */
  readonly order: number;
  readonly flags: readonly Flag[];
  /** The list that its JSON has, also where an error came before any of its items. */
  readonly list?: List;
  /** Whether all its words are targets, or those that follow one `--target` and have a target's scheme. */
  readonly takesTargets?: 'as words' | 'after --target';
  /** @throws ReleaseError, and errors of the clients with a code */
  run(line: CommandLine, surroundings: Surroundings): Promise<Report>;
  /** The report as text for standard output. */
  show(report: Report, line: CommandLine, color: boolean): string | Promise<string>;
  exitCode(report: Report): 0 | 1;
}

/** Adds the flags of every verb, and keeps a verb's report typed in its own file: nothing else reads it. */
export function defineVerb<Report>(verb: Verb<Report>): Verb {
  return { ...verb, flags: [...verb.flags, ...COMMON] } as Verb;
}

export function printJson(report: object): string {
  return `${formatJson(report, 2)}\n`;
}

/** The JSON for an error that came before any result: the verb's list is empty. */
export interface FailureReport extends Partial<Record<List, readonly []>> {
  readonly schemaVersion: 1;
  readonly error: ErrorReport;
}

type List = 'stacks' | 'releases' | 'targets' | 'updates' | 'changes' | 'edges' | 'images' | 'files';
