import { digestOf } from '../digest.ts';
import { describeRequest, HttpError, type Network } from '../http/index.ts';
import { checkHeader } from './check-response.ts';
import { isDigest } from './digest.ts';
import { OciError } from './error.ts';
import { LARGEST_MANIFEST, MANIFEST_MEDIA_TYPE, OTHER_MANIFEST_MEDIA_TYPES } from './manifest.ts';
import { openSession } from './open-session.ts';
import type { Reference } from './reference.ts';
import { isRegistryNotFound, registryError } from './registry-error.ts';

const ACCEPT = [MANIFEST_MEDIA_TYPE, ...OTHER_MANIFEST_MEDIA_TYPES].join(', ');

/**
 * The digest that an image's name has now, of a manifest or an index; undefined where the registry has no such image. The name's own
 * digest is not asked for. Only headers are asked for where they tell: registries count downloads of manifests.
 * @throws HttpError, OciError
 */
export async function readDigest(reference: Reference, network: Network): Promise<string | undefined> {
  if (reference.digest !== undefined) return reference.digest;
  const { base, send, redact } = openSession(reference, network);
  const request = { url: new URL(`manifests/${reference.tag ?? 'latest'}`, base), headers: { accept: ACCEPT } };
  const asked = await send('pull', { ...request, method: 'HEAD', limit: 0 });
  const stated = asked.status === 200 ? (asked.headers.get('docker-content-digest') ?? '').trim() : '';
  if (isDigest(stated)) return stated;
  const response = await send('pull', { ...request, method: 'GET', limit: LARGEST_MANIFEST });
  if (isRegistryNotFound(response)) return undefined;
  if (response.status !== 200) throw registryError(response, redact);
  const place = describeRequest(response);
  if (response.truncated) throw new OciError('too-large', `${place}: the manifest is larger than ${LARGEST_MANIFEST} bytes`);
  if (!/[/+]json\b/.test(response.headers.get('content-type') ?? ''))
    throw new HttpError('invalid-response', `${place}: not a manifest; this is not a registry; check host and repository`);
  const digest = digestOf(response.body);
  checkHeader(response, digest);
  return digest;
}
