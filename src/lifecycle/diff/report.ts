import type { Effect } from '../../effect.ts';
import type { Change } from './change.ts';

/** What `diff` prints with `--json`. */
export interface DiffReport {
  readonly schemaVersion: 1;
  /** The older release's name. */
  readonly from: string;
  /** The newer release's name. */
  readonly to: string;
  /** `v1.32.5`, of each. */
  readonly kubernetes: { readonly from: string; readonly to: string };
  /** That nothing differs but the releases' own names, and values that are others at every rendering. */
  readonly identical: boolean;
  /** What clusters live through, in the order in which it happens. */
  readonly effects: readonly Effect[];
  /** Where they differ; with `--all` each place for itself. */
  readonly changes: readonly Change[];
}
