import { digestOf } from '../digest.ts';
import { describeRequest, HttpError, type HttpResponse } from '../http/index.ts';
import { clipText } from '../text.ts';
import { isDigest } from './digest.ts';
import { OciError } from './error.ts';
import { LARGEST_MANIFEST, MANIFEST_MEDIA_TYPE, parseManifest } from './manifest.ts';
import type { Descriptor, ManifestBlob } from './types.ts';

/** The manifest that a response brings, checked against the name that it was asked for by. */
export function readManifest(response: HttpResponse, name: string): ManifestBlob {
  const { place, mediaType } = checkManifest(response, name);
  try {
    return parseManifest(response.body, GENERIC.has(mediaType) ? MANIFEST_MEDIA_TYPE : mediaType);
  } catch (error) {
    throw error instanceof OciError ? new OciError(error.code, `${place}: ${error.message}`) : error;
  }
}

/** Holds a response that may bring a manifest of any kind against its headers and the name that it was asked for by. */
export function checkManifest(
  response: HttpResponse,
  name: string,
): { readonly place: string; readonly mediaType: string; readonly digest: string } {
  const place = describeRequest(response);
  if (response.truncated) throw new OciError('too-large', `${place}: the manifest is larger than ${LARGEST_MANIFEST} bytes`);
  const mediaType = mediaTypeOf(response);
  if (mediaType === 'text/html')
    throw new HttpError(
      'invalid-response',
      `${place}: a web page instead of a manifest; this is not a registry; check host and repository`,
    );
  const digest = digestOf(response.body);
  checkHeader(response, digest);
  if (isDigest(name) && digest !== name) throw new OciError('digest-mismatch', `${place}: the content is ${digest}`);
  return { place, mediaType, digest };
}

/** In lower case and without parameters; empty where none is stated. */
export function mediaTypeOf({ headers }: HttpResponse): string {
  return (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The digest that a registry states, of any algorithm; empty where it states none. */
export function statedDigest({ headers }: HttpResponse): string {
  return headers.get('docker-content-digest')?.trim() ?? '';
}

/** Servers of plain files say nothing better; then the manifest's own `mediaType` counts. */
const GENERIC = new Set(['', 'application/json', 'application/octet-stream', 'text/plain', 'binary/octet-stream']);

/** A digest that the registry states has to be ours. Those of other algorithms cannot be compared. */
export function checkHeader(response: HttpResponse, digest: string): void {
  const stated = statedDigest(response);
  if (!stated.startsWith('sha256:') || stated === digest) return;
  throw new OciError(
    'digest-mismatch',
    `${describeRequest(response)}: the registry says ${clipText(stated, 80)}, but the content is ${digest}`,
  );
}

/** A blob's stated length has to be the descriptor's. */
export function checkLength({ headers, truncated }: HttpResponse, { size, digest }: Descriptor, place: string): void {
  const stated = headers.has('content-encoding') ? null : headers.get('content-length');
  if (!truncated && (stated === null || Number(stated) === size)) return;
  throw new OciError('size-mismatch', `${place}: ${stated ?? `more than ${size}`} bytes, but ${digest} has ${size}`);
}
