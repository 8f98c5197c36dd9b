import type { Component } from './component.ts';
import type { ErrorReport } from './errors.ts';
import type { Finding, Verdict } from './finding.ts';
import type { Logger } from './logger.ts';
import type { Credentials, Fetch, RetryPolicy } from './oci/index.ts';

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
}

export interface PublishRequest extends CheckOptions {
  /** Release directories. Empty: all below `output` that have a build record. */
  readonly directories: readonly string[];
  readonly output: string;
  readonly targets: readonly string[];
  readonly verify?: boolean | undefined;
  readonly allowDirty?: boolean | undefined;
}

/** What the world outside gives; the entries make it from environment and console. */
export interface Runtime {
  /** The day of the run, `2026-11-23`: ages and waivers are judged by it. */
  readonly today: string;
  /** Seconds since 1970 that stand for when the sources were made, as SOURCE_DATE_EPOCH has them; the commit's date unless given. */
  readonly epoch?: string | undefined;
  /** The folders where helm is looked for, as the variable PATH lists them. */
  readonly programs?: string | undefined;
  /** A folder for what can be had again: rendered charts, for instance. Undefined keeps nothing. */
  readonly cache?: string | undefined;
  /** Node's own unless given, through a proxy for instance. */
  readonly fetch?: Fetch | undefined;
  /** Credentials by a registry's host. */
  readonly credentials?: ((registry: string) => Promise<Credentials | undefined>) | undefined;
  /** Who one is at a target and how that is known, for people; never a secret. */
  readonly describeLogin?: ((url: string) => Promise<string | undefined>) | undefined;
  /** Node's version, for people. */
  readonly node?: string | undefined;
  /** The proxy's host, for people. */
  readonly proxy?: string | undefined;
  readonly logger?: Logger | undefined;
  /** For `github:` targets and sources. */
  readonly github?: GitHubRuntime | undefined;
  /** How what may pass is tried again, where it is not to be as usual. */
  readonly retry?: Partial<RetryPolicy> | undefined;
}

export interface GitHubRuntime {
  readonly token?: string | undefined;
  /** As the variable GITHUB_API_URL has it; `https://api.github.com` unless given. */
  readonly apiUrl?: string | undefined;
  /** The commit that is built: releases are tagged there. */
  readonly commit?: string | undefined;
}

export type Action = 'released' | 'built' | 'planned' | 'unchanged' | 'refused' | 'failed';

export interface TargetReport {
  readonly url: string;
  readonly result: 'published' | 'present' | 'failed';
  readonly digest?: string;
  readonly error?: ErrorReport;
}

/** What became of one line. Keys are missing where they are not known. */
export interface LineReport {
  /** The line, `openstack-scs-1-32`, or the directory where the line cannot be read. */
  readonly stack: string;
  /** The stack's directory. */
  readonly directory: string;
  /** The release's tag, `openstack-scs-1-32-v4`. */
  readonly release?: string;
  /** `v4`, `v0-sha.abc1234` */
  readonly version?: string;
  /** The newest earlier version of the channel. */
  readonly previous?: string;
  /** `v1.32.5` */
  readonly kubernetes?: string;
  readonly action: Action;
  /** What differs from the previous release; empty for a first one. */
  readonly changed: readonly Component[];
  /** Where the release's files are on disk. */
  readonly output?: string;
  /** Of the OCI manifest. */
  readonly digest?: string;
  readonly assets: readonly AssetReport[];
  readonly targets: readonly TargetReport[];
  readonly findings: readonly Finding[];
  readonly error?: ErrorReport;
}

export interface AssetReport {
  readonly name: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

/** What a check was made with. */
export interface CheckBasis {
  /** `2026-11-23` */
  readonly today: string;
  /** `v3.19.0`; missing without helm. */
  readonly helm?: string | undefined;
  /** The newest day as of which the tables know something. */
  readonly knowledge: string;
}

export interface ReleaseReport {
  readonly schemaVersion: 1;
  /** Missing where nothing got as far as the check. */
  readonly basis?: CheckBasis;
  /** What `release --plan` needs to carry a plan out; only plans have it. */
  readonly request?: PlannedRequest;
  readonly releases: readonly LineReport[];
  /** What concerns all lines together. */
  readonly findings?: readonly Finding[];
  readonly error?: ErrorReport;
}

export type PlannedRequest = Pick<ReleaseRequest, 'mode' | 'targets' | 'source' | 'kubernetes'>;

export interface StackReport {
  readonly stack: string;
  readonly directory: string;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
}

export interface CheckReport {
  readonly schemaVersion: 1;
  readonly basis?: CheckBasis;
  readonly stacks: readonly StackReport[];
  /** What concerns all stacks together. */
  readonly findings?: readonly Finding[];
  readonly error?: ErrorReport;
}

export interface DoctorRequest {
  readonly targets: readonly string[];
  readonly output: string;
  readonly offline?: boolean | undefined;
}

/** What one may do at a target, and as whom. */
export interface TargetDiagnosis {
  readonly url: string;
  readonly read: ErrorReport | 'ok';
  readonly write: ErrorReport | 'ok';
  /** Names among its releases; missing where they cannot be read. */
  readonly releases?: number;
  /** `robot, by docker login`; missing where nothing is known to log in with. */
  readonly login?: string;
}

export interface DoctorReport {
  readonly schemaVersion: 1;
  readonly tool: string;
  /** `v24.4.0` */
  readonly node: string;
  /** Missing without helm. */
  readonly helm?: string;
  readonly cache?: string;
  /** The proxy's host; missing without one. */
  readonly proxy?: string;
  readonly targets: readonly TargetDiagnosis[];
}
