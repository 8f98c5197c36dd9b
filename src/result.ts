import type { Component } from './component.ts';
import type { Upgrade } from './effect.ts';
import type { ErrorReport } from './errors.ts';
import type { Finding, Place, Verdict } from './finding.ts';
import type { ReleaseRequest } from './request.ts';

export type Action = 'released' | 'built' | 'planned' | 'unchanged' | 'refused' | 'failed';

export interface TargetReport {
  readonly url: string;
  readonly result: 'published' | 'present' | 'failed';
  /**
   * Of the OCI manifest.
   * @pattern ^sha256:[0-9a-f]{64}$
   */
  readonly digest?: string;
  /** The commit that a release which was there already was made from, all of it; missing where it does not say so. */
  readonly commit?: string;
  readonly error?: ErrorReport;
}

/** The outcome of one line. Keys are missing where they are not known. */
export interface LineReport {
  /** The line, `openstack-scs-1-32`, or the directory where the line cannot be read. */
  readonly stack: string;
  /** The stack's directory. */
  readonly directory: string;
  /** The release's tag, `openstack-scs-1-32-v4`. */
  readonly release?: string;
  /**
   * `v4`, `v0-sha.abc1234`
   * @pattern ^v\d+(-[a-z0-9]+\.[a-z0-9]+)?$
   */
  readonly version?: string;
  /** The newest earlier version of the channel. */
  readonly previous?: string;
  /**
   * `v1.32.5`
   * @pattern ^v\d+\.\d+\.\d+$
   */
  readonly kubernetes?: string;
  readonly action: Action;
  /** The parts that differ from the previous release; empty for a first one. */
  readonly changed: readonly Component[];
  /** Where the release's files are on disk. */
  readonly output?: string;
  /**
   * Of the OCI manifest.
   * @pattern ^sha256:[0-9a-f]{64}$
   */
  readonly digest?: string;
  readonly assets: readonly AssetReport[];
  readonly targets: readonly TargetReport[];
  readonly findings: readonly Finding[];
  /** Missing where nothing changes, no cluster can come from anywhere, or nobody wants to know. */
  readonly upgrade?: Upgrade;
  readonly error?: ErrorReport;
}

export interface AssetReport {
  readonly name: string;
  /** @pattern ^sha256:[0-9a-f]{64}$ */
  readonly digest: string;
  /**
   * Bytes.
   * @asType integer
   * @minimum 0
   */
  readonly size: number;
}

/** The day, Helm and knowledge that a check was made with. */
export interface CheckBasis {
  /**
   * The day that ages and waivers were judged by.
   * @format date
   */
  readonly today: string;
  /** `v3.19.0`; missing without helm. */
  readonly helm?: string | undefined;
  /**
   * The day of the newest entry in the tables.
   * @format date
   */
  readonly knowledge: string;
}

export interface ReleaseReport {
  readonly schemaVersion: 1;
  /** Missing where nothing got as far as the check. */
  readonly basis?: CheckBasis;
  /** The request that `release --plan` carries out; only plans have it. */
  readonly request?: PlannedRequest;
  readonly releases: readonly LineReport[];
  /** Findings about all lines together. */
  readonly findings?: readonly Finding[];
  readonly error?: ErrorReport;
  /** How many the Action left out of its output, which GitHub bounds. */
  readonly omitted?: { readonly findings: number; readonly effects?: number; readonly releases: number };
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
  /** Findings about all stacks together. */
  readonly findings?: readonly Finding[];
  readonly error?: ErrorReport;
}

/** Permissions at a target, and as whom they were given. */
export interface TargetDiagnosis {
  readonly url: string;
  readonly read: ErrorReport | 'ok';
  readonly write: ErrorReport | 'ok';
  /**
   * Releases there; missing where they cannot be read.
   * @asType integer
   * @minimum 0
   */
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

/** A version that moves. */
export interface Move {
  /** A chart's name, or `Kubernetes`. */
  readonly name: string;
  readonly lines: readonly string[];
  /** Undefined where nothing said it before. */
  readonly from: string | undefined;
  readonly to: string;
  readonly reason: string;
  /** Where the new version is written; missing where a range stays and the lock alone moves. */
  readonly place?: Place;
}

/** A newer version that was not taken. */
export interface Held {
  readonly name: string;
  readonly lines: readonly string[];
  readonly version: string;
  readonly reason: string;
}

export interface StackUpdate {
  readonly directory: string;
  readonly moves: readonly Move[];
  readonly held: readonly Held[];
  /** Files that were written, or would be: paths in the directory. */
  readonly files: readonly string[];
}

export interface UpdateReport {
  readonly schemaVersion: 1;
  readonly updates: readonly StackUpdate[];
}

/** The versions that a bug report wants to know. */
export interface VersionReport {
  readonly schemaVersion: 1;
  /** `0.1.0` */
  readonly version: string;
  /** The commit that was installed, where the installation tells it. */
  readonly commit?: string;
  /** `v24.4.0` */
  readonly node: string;
  /** `v3.19.0`; missing without helm. */
  readonly helm?: string;
}

/** A script for a shell to load. */
export interface CompletionReport {
  readonly schemaVersion: 1;
  readonly script: string;
}

/** The caches that `cache clear` emptied. */
export interface CacheReport {
  readonly schemaVersion: 1;
  /** The folder. */
  readonly cache: string;
}

/** The JSON Schema of a file. */
export interface SchemaReport {
  readonly schemaVersion: 1;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** The rules that were asked for. */
export interface RulesReport {
  readonly schemaVersion: 1;
  readonly rules: readonly RuleReport[];
}

export interface RuleReport {
  /** As findings have it. */
  readonly code: string;
  /** Its heading in the list. */
  readonly group: string;
  /** The condition that must hold. */
  readonly title: string;
  /** The consequence where it does not hold. */
  readonly why: string;
  readonly source?: string;
  readonly verdicts: readonly Verdict[];
}

export interface InitReport {
  readonly schemaVersion: 1;
  readonly created: {
    readonly directory: string;
    /** Its line, `docker-mine-1-36`. */
    readonly stack: string;
    /** `v1.36.1` */
    readonly kubernetes: string;
    /** Files, and folders (`cluster-addon/cni/`) whose files belong together, each with two lines on what it is for. */
    readonly files: readonly { readonly path: string; readonly about: readonly string[] }[];
    /** Commands that go on from here. */
    readonly next: readonly string[];
  };
}
