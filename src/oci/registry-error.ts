import { describeStatus, HttpError, type HttpResponse, type Peer, readNamedErrors, refusedElsewhere, statusError } from '../http/index.ts';
import { parseJson } from '../json.ts';
import type { Manifest } from './types.ts';

const REGISTRY: Peer = {
  kind: 'registry',
  unauthorized: 'log in to the registry',
  forbidden: 'access is denied; check that there are credentials for this registry, and what they may do in this repository',
  check: 'check host and repository',
};

/**
 * Whether a response with status 404 is the registry's word that there is no such thing. A web page or a
 * server's own "404 page not found" is not: behind it there may be no registry at all.
 */
export function isRegistryNotFound({ status, body }: HttpResponse): boolean {
  return status === 404 && (body.length === 0 || parseJson(body) !== undefined);
}

/** Whether a 404 says that the repository does not exist, rather than just that something was not found. */
export function isNoRepository(response: HttpResponse): boolean {
  return readNamedErrors(response).some(({ code }) => /^(?:NAME_UNKNOWN|NAME_INVALID|NOT_FOUND|REPOSITORY_NOT_FOUND)$/i.test(code));
}

/** The error for a registry's response that is not what was asked for. */
export function registryError(response: HttpResponse, redact: (text: string) => string): HttpError {
  if (response.status !== 404) return statusError(response, REGISTRY, redact);
  const status = describeStatus(response, redact);
  return isRegistryNotFound(response)
    ? new HttpError('not-found', `${status}; check the repository, and whether it has to be created first`)
    : new HttpError('invalid-response', `${status}; this is not a registry; check host and repository`);
}

/** The error for a response that is not the blob that was asked for, of the registry at a host. */
export function blobError(response: HttpResponse, host: string, redact: (text: string) => string): HttpError {
  if (response.status !== 404) return refusedElsewhere(response, host, redact) ?? registryError(response, redact);
  return new HttpError('not-found', `${describeStatus(response, redact)}; the registry has lost this blob or never had it`);
}

/** Whether the registry says that it does not do such things at all. */
function isUnsupported(response: HttpResponse): boolean {
  const { status } = response;
  return status === 405 || status === 415 || status === 501 || readNamedErrors(response).some(({ code }) => code === 'UNSUPPORTED');
}

/** The error for a response to the opening of an upload. */
export function uploadError(response: HttpResponse, redact: (text: string) => string): HttpError {
  if (!isUnsupported(response)) return registryError(response, redact);
  const status = describeStatus(response, redact);
  return new HttpError('rejected', `${status}; the registry takes no uploads: it may be a mirror of another one, or read-only`);
}

/** Whether a response says that a manifest of this kind is not taken. */
export function isKindRefused(response: HttpResponse): boolean {
  return isUnsupported(response) || readNamedErrors(response).some(({ code }) => code === 'MANIFEST_INVALID');
}

/** The error for a response to a manifest. */
export function manifestError(response: HttpResponse, { artifactType, config }: Manifest, redact: (text: string) => string): HttpError {
  if (!isKindRefused(response)) return registryError(response, redact);
  const kind = artifactType === undefined ? '' : `artifactType ${artifactType} and `;
  const advice = 'use a registry that takes OCI artifacts (image specification 1.1), or a newer version of this one';
  const status = describeStatus(response, redact);
  return new HttpError(
    'rejected',
    `${status}; the registry does not take a manifest with ${kind}the config ${config.mediaType}: ${advice}`,
  );
}

/** Whether a response says that the registry does not have a blob that a manifest points at. */
export function isBlobUnseen(response: HttpResponse): boolean {
  return readNamedErrors(response).some(({ code }) => code === 'MANIFEST_BLOB_UNKNOWN' || code === 'BLOB_UNKNOWN');
}

/** Whether a response says that a tag cannot be moved. No code is standardised: ECR and Artifactory answer 400 or 403, Harbor 412, others 409, all of them in words. */
export function isImmutable({ status, body }: HttpResponse): boolean {
  if (status === 409 || status === 412) return true;
  return (status === 400 || status === 403) && /immutab|already exists|TAG_IMMUTABLE/i.test(body.toString('utf8'));
}
