import type { AddonRule, ChartVersions } from './addons.js';
import type { ClusterApiTable, CoreRelease, OperatorRelease, ProviderRelease } from './cluster-api.js';
import type { Knowledge } from './knowledge.js';
import type { KubernetesTable } from './kubernetes.js';
import type { ComponentRelease, InstallerRelease, ManagementTable } from './management.js';
/** Knowledge of a user: in a file for `--knowledge`, and (its addons) in compatibility.yaml. */
export interface KnowledgeFile {
    /** Each replaces the rule for its chart, or adds one. */
    readonly addons?: readonly AddonRule[];
    /** Each adds to the versions of its chart; its other fields replace the chart's. */
    readonly charts?: readonly ChartVersions[];
    /** Adds to the dates, or replaces them one by one. */
    readonly kubernetes?: Partial<KubernetesTable> & Pick<KubernetesTable, 'source' | 'asOf'>;
    /** Each release replaces the one of its name, or adds one. */
    readonly clusterApi?: Pick<ClusterApiTable, 'source' | 'asOf'> & {
        readonly releases?: readonly CoreRelease[];
        /** By the providers that are known. */
        readonly providers?: readonly {
            readonly name: string;
            readonly releases: readonly ProviderRelease[];
        }[];
        readonly operators?: readonly Omit<OperatorRelease, 'creates' | 'source'>[];
    };
    /** The same of what a management cluster runs besides. */
    readonly management?: Pick<ManagementTable, 'source' | 'asOf'> & {
        readonly operator?: readonly InstallerRelease[];
        readonly components?: readonly {
            readonly name: string;
            readonly releases: readonly ComponentRelease[];
        }[];
    };
}
/** The knowledge, with a user's own added. Neither argument is changed. */
export declare function mergeKnowledge(base: Knowledge, extra: KnowledgeFile): Knowledge;
/** The date of the newest entry. */
export declare function newestAsOf({ addons, ...tables }: Knowledge): string;
