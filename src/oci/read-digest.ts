import { HttpError, type Network } from '../http/index.ts';
import { checkManifest, statedDigest } from './check-response.ts';
import { connect } from './connect.ts';
import { isDigest } from './digest.ts';
import { ACCEPT_MANIFESTS, LARGEST_MANIFEST } from './manifest.ts';
import type { Reference } from './reference.ts';
import { isRegistryNotFound } from './registry-error.ts';

/**
 * The digest that an image's name has now, of a manifest or an index; undefined where the registry has no such image. The name's own
 * digest is not asked for. Only headers are asked for where they tell: registries count downloads of manifests.
 * @throws HttpError, OciError
 */
export async function readDigest(reference: Reference, network: Network): Promise<string | undefined> {
  const { tag = 'latest', digest: named } = reference;
  if (named !== undefined) return named;
  const { call, expect } = connect(reference, network);
  const path = `manifests/${tag}`;
  const headers = { accept: ACCEPT_MANIFESTS };
  const asked = await call('pull', 'HEAD', path, { headers });
  const stated = statedDigest(asked);
  if (asked.status === 200 && isDigest(stated)) return stated;
  const response = await call('pull', 'GET', path, { headers, limit: LARGEST_MANIFEST });
  if (isRegistryNotFound(response)) return undefined;
  const { place, mediaType, digest } = checkManifest(expect(response, 200), tag);
  // Whatever kind it is of: nothing is read but its digest.
  if (!/[/+]json\b/.test(mediaType))
    throw new HttpError('invalid-response', `${place}: not a manifest; this is not a registry; check host and repository`);
  return digest;
}
