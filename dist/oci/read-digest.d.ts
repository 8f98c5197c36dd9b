import { type Network } from '../http/index.js';
import type { Reference } from './reference.js';
/**
 * The digest that an image's name has now, of a manifest or an index; undefined where the registry has no such image. The name's own
 * digest is not asked for. Only headers are asked for where they tell: registries count downloads of manifests.
 * @throws HttpError, OciError
 */
export declare function readDigest(reference: Reference, network: Network): Promise<string | undefined>;
