import type { Effect } from '../effects/index.ts';
import type { ErrorReport } from '../errors.ts';
import type { Contents } from '../lifecycle/images/index.ts';
import type { EdgeVerdict, ListedAddon, ReadingOptions, ReleaseState, UpgradeReason } from '../lifecycle/index.ts';
import type { Provenance } from '../release/index.ts';
import type { ReleaseName } from '../version/index.ts';

export interface CatalogRequest extends Omit<ReadingOptions, 'source'> {
  /** URLs or folders; of two that have a release the first counts. */
  readonly sources: readonly string[];
  /** The folder to write. */
  readonly output: string;
  readonly title: string | undefined;
  /** Where the site will be, `https://my-org.github.io/cluster-stacks/`. */
  readonly url: string | undefined;
  /** A file that tells of releases, in place of the repository's. */
  readonly releases: string | undefined;
}

/** What became of a site. */
export interface CatalogReport {
  readonly schemaVersion: 1;
  readonly output: string;
  readonly sources: readonly string[];
  readonly releases: readonly CatalogedRelease[];
  /**
   * Files of the site.
   * @asType integer
   */
  readonly files: number;
  /** Those that differ from before. */
  readonly written: readonly string[];
  /** Files of an earlier run that no longer belong. */
  readonly removed: readonly string[];
}

export interface CatalogedRelease {
  readonly release: string;
  readonly page: string;
  /** Why it could not be read; then its page says so. */
  readonly error?: ErrorReport;
}

/** A release as far as its source's list tells it. */
export interface SiteRelease {
  readonly name: ReleaseName;
  readonly release: string;
  readonly source: string;
  readonly digest: string | undefined;
  readonly kubernetes: string | undefined;
  /** When its commit was made. */
  readonly date: string | undefined;
  readonly state: ReleaseState;
  readonly endOfLife: string | undefined;
  readonly isNewest: boolean;
  readonly next: readonly string[];
  /** Other sources that have it, too. */
  readonly alsoIn: readonly string[];
  readonly error: ErrorReport | undefined;
}

export interface SiteVariable {
  readonly name: string;
  readonly required: boolean;
  /** `string`, `integer`, …; empty where the schema tells none. */
  readonly type: string;
  readonly description: string;
  /** As JSON; undefined without one. */
  readonly default: string | undefined;
  /** The rest of its schema as JSON. */
  readonly schema: string;
}

export interface SiteAddon extends ListedAddon {
  /** The hooks that apply it, and CSO's own one for a stack without stages. */
  readonly hooks: readonly string[];
}

/** What is in a release, with its texts fit for people. */
export interface SiteContent {
  readonly kubernetes: string;
  readonly addonVersion: string;
  readonly files: readonly { readonly name: string; readonly size: number; readonly digest: string }[];
  readonly addons: readonly SiteAddon[];
  /** Undefined where Helm did not render the class. */
  readonly variables: readonly SiteVariable[] | undefined;
  readonly workerClasses: readonly string[];
  /** What clusters fetch from elsewhere, and what of that could not be seen. */
  readonly fetched: Pick<Contents, 'images' | 'nodeImages' | 'unknown'>;
  readonly hasNodeImages: boolean;
  readonly provenance: Provenance | undefined;
  /** A ClusterStack and Clusters that use it, as YAML. */
  readonly clusterStack: string;
  readonly clusters: { readonly v1beta1: string; readonly v1beta2: string };
}

/** A step between two releases, without what only its own page tells. */
export interface SiteStep {
  readonly from: string;
  readonly to: string;
  readonly verdict: EdgeVerdict;
  readonly reasons: readonly UpgradeReason[];
  readonly summary: string;
  /** The first of them. */
  readonly effects: readonly Effect[];
  readonly effectCount: number;
}
