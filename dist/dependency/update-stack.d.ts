import { type Knowledge } from '../compat/index.js';
import type { StackUpdate } from '../result.js';
import { type KubernetesVersion } from '../version/index.js';
import { type DependencyOptions } from './create-vendor.js';
export interface UpdateOptions extends Omit<DependencyOptions, 'offline'> {
    /** Only lines of this minor are moved. */
    readonly kubernetes?: Pick<KubernetesVersion, 'major' | 'minor'> | undefined;
    /** The versions of Kubernetes that there are; without, Kubernetes stays. */
    readonly kubernetesVersions?: readonly KubernetesVersion[] | undefined;
    readonly knowledge?: Pick<Knowledge, 'addons'> | undefined;
    /** Decides, and writes nothing. */
    readonly dryRun?: boolean | undefined;
}
/**
 * Moves the versions of a stack to the newest that fit, and writes its lock. Of the files only values change; comments and
 * order stay.
 * @throws ReleaseError, HttpError, OciError; nothing is written then
 */
export declare function updateStack(directory: string, options: UpdateOptions): Promise<StackUpdate>;
