import { type FileBody, HttpError, locationOf, type RetryPolicy, retry } from '../http/index.ts';
import { checkHeader } from './check-response.ts';
import type { Connection } from './connect.ts';
import { checkDigest } from './digest.ts';
import { uploadError } from './registry-error.ts';
import type { Descriptor } from './types.ts';

/** The ways to bring blobs into a repository. */
export interface Uploads {
  /** A monolithic upload in two requests, for `repeatUpload`; asking first whether the blob is there would be a third. */
  upload(descriptor: Descriptor, body: Buffer | FileBody): Promise<void>;
  /**
   * Asks for a blob that another repository of the registry has.
   * Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#mounting-a-blob-from-another-repository
   * @returns where the upload that was opened instead goes on; throws for any other answer
   */
  mount(descriptor: Descriptor, from: string): Promise<'mounted' | URL>;
  /** Finishes an upload that is open. */
  put(location: URL, descriptor: Descriptor, body: Buffer | FileBody): Promise<void>;
  /** @param isRepeated whether the caller tries again what fails for a moment, as `repeatUpload` does */
  open(isRepeated: boolean): Promise<URL>;
  /** Registries drop uploads that nobody goes on with, too; whether this one lets it be taken back does not matter. */
  cancel(location: URL): Promise<void>;
}

export function createUploads({ call, expect, base, registry, redact }: Connection): Uploads {
  /** Where uploads go is the registry's choice, and nothing that whoever named the registry has mistyped. */
  async function toUploads<Result>({ host }: URL, send: () => Promise<Result>): Promise<Result> {
    if (host === base.host) return send();
    return send().catch((error: unknown) => {
      if (!(error instanceof HttpError)) throw error;
      const why = `${registry} sends uploads to ${host}, which it has to be told its public name for: ${error.message}`;
      throw new HttpError(error.code, why, error.isTransient, error.after);
    });
  }

  async function open(isRepeated: boolean): Promise<URL> {
    const opened = await call('push', 'POST', 'blobs/uploads/', { isOptional: isRepeated });
    if (opened.status === 202) return locationOf(opened);
    throw uploadError(opened, redact);
  }

  async function put(location: URL, descriptor: Descriptor, body: Buffer | FileBody): Promise<void> {
    const url = new URL(location);
    // Appended by hand, since what the registry put into its query is not ours to re-encode.
    url.search += `${url.search === '' ? '?' : '&'}digest=${encodeURIComponent(checkDigest(descriptor.digest))}`;
    const headers = { 'content-type': 'application/octet-stream' };
    const response = expect(await toUploads(url, () => call('push', 'PUT', url, { headers, body })), 201);
    checkHeader(response, descriptor.digest);
  }

  return {
    open,
    put,
    upload: async (descriptor, body) => put(await open(true), descriptor, body),
    async mount(descriptor, from) {
      const query = `mount=${encodeURIComponent(checkDigest(descriptor.digest))}&from=${encodeURIComponent(from)}`;
      const response = await call(`mount:${from}`, 'POST', `blobs/uploads/?${query}`, { isOptional: true });
      if (response.status === 202) return locationOf(response);
      expect(response, 201);
      checkHeader(response, descriptor.digest);
      return 'mounted';
    },
    async cancel(location) {
      await toUploads(location, () => call('push', 'DELETE', location)).catch(() => {});
    },
  };
}

/** Uploads a blob, and again where that failed for a moment. The answer to an earlier try may have been lost after the blob was taken in. */
export async function repeatUpload(policy: RetryPolicy, isThere: () => Promise<boolean>, upload: () => Promise<void>): Promise<void> {
  let isRepeated = false;
  await retry(policy, async () => {
    if (isRepeated && (await isThere())) return;
    isRepeated = true;
    await upload();
  });
}
