import type { Component } from './component.ts';
import type { ErrorReport } from './errors.ts';
import type { Finding, Verdict } from './finding.ts';
import type { ReleaseRequest } from './request.ts';

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

/** A version that moves. */
export interface MoveReport {
  /** `Kubernetes`, or the chart's. */
  readonly name: string;
  readonly lines: readonly string[];
  readonly from?: string | undefined;
  readonly to: string;
  readonly reason: string;
}

/** What is newer, and was not taken. */
export interface HeldReport {
  readonly name: string;
  readonly lines: readonly string[];
  readonly version: string;
  readonly reason: string;
}

export interface StackUpdate {
  readonly directory: string;
  readonly moves: readonly MoveReport[];
  readonly held: readonly HeldReport[];
  /** What was written, or would be: paths in the directory. */
  readonly files: readonly string[];
}

export interface UpdateReport {
  readonly schemaVersion: 1;
  readonly updates: readonly StackUpdate[];
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
