import type { ErrorReport } from '../../errors.ts';
import type { Finding } from '../../finding.ts';

/** A part of a management cluster, its version, and why it is that one. */
export interface ChoiceReport {
  readonly kind: 'component' | 'installer' | 'cso' | 'core' | 'bootstrap' | 'controlPlane' | 'infrastructure' | 'ipam';
  readonly name: string;
  readonly version: string;
  readonly reasons: readonly string[];
}

/** A ClusterStack, and the releases that it names. */
export interface StackListReport {
  readonly name: string;
  readonly versions: readonly string[];
}

/** A file, and what became of it or would. */
export interface FileReport {
  readonly path: string;
  readonly result: 'added' | 'changed' | 'same' | 'removed' | 'kept';
  /** The difference, as diff -u shows it; only where the folder is compared. */
  readonly difference?: string;
}

export interface ManifestsReport {
  readonly schemaVersion: 1;
  /** Missing where nothing is written or compared. */
  readonly folder?: string;
  /** Whether files were written, compared, or only planned. */
  readonly mode: 'written' | 'checked' | 'planned';
  readonly choices: readonly ChoiceReport[];
  /** The minors of Kubernetes that the management cluster may have; missing where no choice was found. */
  readonly kubernetes?: { readonly min: string; readonly max: string };
  readonly clusterStacks: readonly StackListReport[];
  /** Kubernetes version by class. */
  readonly allowed: Readonly<Record<string, string>>;
  readonly files: readonly FileReport[];
  readonly findings: readonly Finding[];
  readonly error?: ErrorReport;
}
