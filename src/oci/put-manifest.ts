import { describeStatus, HttpError, type HttpResponse } from '../http/index.ts';
import { checkHeader } from './check-response.ts';
import { type Connection, tagTaken } from './connect.ts';
import { isBlobUnseen, isImmutable } from './registry-error.ts';
import type { Descriptor } from './types.ts';

/** How a manifest that is not taken is dealt with. */
export interface ManifestTry {
  /** Whether it was tried before. */
  readonly isRepeated: boolean;
  readonly refuse: (response: HttpResponse) => HttpError;
}

/**
 * Puts a manifest under a tag or its digest. To be repeated where it fails for a moment: distribution 2 loses sight of a blob while
 * somebody else sends the same one. One that is not there the second time, either, is missing.
 * @throws OciError `tag-taken`, HttpError
 */
export async function putManifest(
  { call, redact }: Pick<Connection, 'call' | 'redact'>,
  name: string,
  { descriptor, bytes }: { readonly descriptor: Descriptor; readonly bytes: Buffer },
  { isRepeated, refuse }: ManifestTry,
): Promise<void> {
  const response = await call('push', 'PUT', `manifests/${name}`, { headers: { 'content-type': descriptor.mediaType }, body: bytes });
  if (isImmutable(response)) throw tagTaken(describeStatus(response, redact));
  if (!isRepeated && isBlobUnseen(response)) throw new HttpError('rejected', describeStatus(response, redact), true);
  if (response.status !== 201) throw refuse(response);
  checkHeader(response, descriptor.digest);
}
