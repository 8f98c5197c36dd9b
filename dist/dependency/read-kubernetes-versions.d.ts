import { type Network } from '../http/index.js';
import { type KubernetesVersion } from '../version/index.js';
/**
 * The versions of Kubernetes that a user says there are.
 * @param source a file or a URL with one in each line, or the repository of node images whose tags they are (`oci://docker.io/kindest/node`)
 * @throws ReleaseError `usage`, HttpError, OciError
 */
export declare function readKubernetesVersions(source: string, network: Network): Promise<KubernetesVersion[]>;
