import type { NetworkOptions } from './http/index.ts';
import type { Logger } from './logger.ts';

/** How the next version is found. */
export type Mode =
  | { readonly kind: 'stable' }
  /** Numbered like stable, within a channel of its own: `v0-beta.100`, `v0-beta.101`, … */
  | { readonly kind: 'channel'; readonly channel: string }
  /** `v0-sha.` and the first characters of the source's hash, as csctl does. */
  | { readonly kind: 'hash' }
  /** Versions that the user names, in either spelling. */
  | {
      readonly kind: 'custom';
      readonly clusterStack: string;
      readonly clusterAddon: string;
      readonly nodeImage: string;
    };

export interface StackSelection {
  /** Directories of stacks, directories above some, or globs. Empty: all below `stacks/` and `providers/`. */
  readonly stacks: readonly string[];
  /** Only lines of this Kubernetes minor, `1.32`. */
  readonly kubernetes?: string | undefined;
}

/** How stacks are checked. */
export interface CheckOptions {
  /** False leaves the charts that addons depend on out of the release: each cluster then fetches what it finds. */
  readonly vendor?: boolean | undefined;
  /** Other places for chart repositories, by the beginning of their URLs. */
  readonly mirrors?: ReadonlyMap<string, string> | undefined;
  /** Files with knowledge newer than the tool's own, or about other addons. */
  readonly knowledge?: readonly string[] | undefined;
  /** Refuses where there is no Helm to render the charts, instead of saying that they are not known. */
  readonly requireHelm?: boolean | undefined;
  /** Refuses whatever needs the network, and asks nothing of it. */
  readonly offline?: boolean | undefined;
}

export interface CheckRequest extends StackSelection, CheckOptions {}

export interface ReleaseRequest extends StackSelection, CheckOptions {
  readonly mode: Mode;
  /** Where release directories are written. */
  readonly output: string;
  /** `oci://host/repository`, `oci-layout:DIR` or `github:owner/repo`. Empty: the layout `<output>/oci`. */
  readonly targets: readonly string[];
  /** Where earlier releases are read from; the first target unless said. */
  readonly source?: string | undefined;
  /** False builds what the check would refuse, for inspection; it cannot be published. */
  readonly check?: boolean | undefined;
  /** Releases files that no commit has to targets elsewhere, and says so in the release. */
  readonly allowDirty?: boolean | undefined;
  /** False leaves out reading back what was published. */
  readonly verify?: boolean | undefined;
  /** Tells what clusters would live through: a plan does unless this is false, a release only where it is true. */
  readonly effects?: boolean | undefined;
  /** Releases sources again that the newest release, a revert, took clusters away from. */
  readonly afterRevert?: boolean | undefined;
}

export interface PublishRequest extends CheckOptions {
  /** Release directories. Empty: all below `output` that have a build record. */
  readonly directories: readonly string[];
  readonly output: string;
  readonly targets: readonly string[];
  readonly verify?: boolean | undefined;
  readonly allowDirty?: boolean | undefined;
}

export interface DoctorRequest {
  /** Empty: the layout below `output`. */
  readonly targets: readonly string[];
  readonly output: string;
  readonly offline?: boolean | undefined;
}

/** The surroundings of a run; the entries make them from environment and console. */
export interface Runtime extends NetworkOptions {
  /** The day of the run, `2026-11-23`: ages and waivers are judged by it. */
  readonly today: string;
  /** Seconds that a published release may take to become visible before that is a failure; 30 unless given. */
  readonly wait?: number | undefined;
  /** Seconds since 1970 that stand for when the sources were made, as SOURCE_DATE_EPOCH has them; the commit's date unless given. */
  readonly epoch?: string | undefined;
  /** The folders where helm and git are looked for, as the variable PATH lists them. Only absolute ones count. */
  readonly programs?: string | undefined;
  /** The environment's other variables: git sees of them where its user's settings are (HOME, for instance). */
  readonly variables?: Readonly<Record<string, string | undefined>> | undefined;
  /** Helm's `repositories.yaml`, for dependencies from `@name`. */
  readonly helmRepositories?: string | undefined;
  /** A folder for what can be made or fetched again: rendered charts, for instance. Undefined keeps nothing. */
  readonly cache?: string | undefined;
  /** Who one is at a target and how that is known, for people; never a secret. */
  readonly describeLogin?: ((url: string) => Promise<string | undefined>) | undefined;
  /** Node's version, for people. */
  readonly node?: string | undefined;
  /** The proxy's host, for people. */
  readonly proxy?: string | undefined;
  readonly logger?: Logger | undefined;
  /** For `github:` targets and sources. */
  readonly github?: GitHubRuntime | undefined;
}

export interface GitHubRuntime {
  readonly token?: string | undefined;
  /** As the variable GITHUB_API_URL has it; `https://api.github.com` unless given. */
  readonly apiUrl?: string | undefined;
  /** The page of the workflow run that publishes, for the notes of its releases. */
  readonly workflowRun?: string | undefined;
}

/** Asks a person who is there; an empty answer is what was offered. */
export type Ask = (question: string, offered: string) => Promise<string>;

/** A new stack. What is left open is asked for, where somebody can answer, or has a default. */
export interface InitRequest {
  readonly directory: string;
  readonly provider: string | undefined;
  /** The directory's own name unless given. */
  readonly name: string | undefined;
  /** A minor, like 1.36; the newest that there is a template for unless given. */
  readonly kubernetes: string | undefined;
}

export interface UpdateRequest extends StackSelection {
  readonly knowledge?: readonly string[] | undefined;
  readonly mirrors?: ReadonlyMap<string, string> | undefined;
  /** Where the versions of Kubernetes are listed: a file or URL with one a line, or the repository of node images. Kubernetes stays without. */
  readonly kubernetesVersions?: string | undefined;
  /** Decides, and writes nothing. */
  readonly dryRun?: boolean | undefined;
}
