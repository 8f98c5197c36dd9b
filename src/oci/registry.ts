import {
  createSend,
  describeRequest,
  describeStatus,
  followRedirects,
  HttpError,
  type HttpRequest,
  type HttpResponse,
  LARGEST_FILE,
  locationOf,
  type Network,
  retry,
  retrySend,
} from '../http/index.ts';
import { clipText } from '../text.ts';
import { checkContent, checkDigest, digestOf, isDigest } from './digest.ts';
import { apiHost } from './docker-hub.ts';
import { OciError } from './error.ts';
import { LARGEST_MANIFEST, MANIFEST_MEDIA_TYPE, OTHER_MANIFEST_MEDIA_TYPES, parseManifest } from './manifest.ts';
import { isTag, type Reference } from './reference.ts';
import { isNoRepository, isRegistryNotFound, registryError } from './registry-error.ts';
import { type Access, createSession } from './session.ts';
import { parseTagsPage } from './tags.ts';
import type { Descriptor, ManifestBlob, Store } from './types.ts';

const ACCEPT = [MANIFEST_MEDIA_TYPE, ...OTHER_MANIFEST_MEDIA_TYPES].join(', ');
const LARGEST_PAGE = 8 * 1024 * 1024;
const MOST_PAGES = 1000;
const MOST_TAGS = 300_000;
/** Milliseconds; see `settle`. */
const SHORTEST_SETTLING = 250;
const LONGEST_SETTLING = 5000;

type Sent = Omit<HttpRequest, 'method' | 'url' | 'authorization' | 'limit'> & { readonly limit?: number };

/**
 * The repository that a reference is in, over the distribution API.
 * Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export function openRegistry({ registry, repository }: Reference, network: Network): Store {
  const { credentials, retry: policy, now } = network;
  const base = new URL(`https://${apiHost(registry)}/v2/${repository}/`);
  const transport = retrySend(createSend(network, network.timeout ?? 120_000), policy);
  const { send, redact } = createSession({ registry, repository, transport, credentials, now, notify: policy.notify });
  /** How long it took to tag: others will not take much longer. */
  let tagging = 0;

  function call(access: Access, method: HttpRequest['method'], path: string | URL, sent: Sent = {}): Promise<HttpResponse> {
    const request: HttpRequest = { method, url: new URL(path, base), limit: 0, ...sent };
    // An upload may continue on another host, which our credentials are not for.
    return request.url.host === base.host ? send(access, request) : followRedirects(transport, request);
  }

  const expect = (response: HttpResponse, ...statuses: readonly number[]): HttpResponse => {
    if (statuses.includes(response.status)) return response;
    throw registryError(response, redact);
  };

  /** A monolithic upload in two requests; asking first whether the blob is there would be a third. */
  async function upload(descriptor: Descriptor, bytes: Buffer): Promise<void> {
    const opened = expect(await call('push', 'POST', 'blobs/uploads/'), 202);
    const location = locationOf(opened);
    // Appended by hand, since what the registry put into its query is not ours to re-encode.
    location.search += `${location.search === '' ? '?' : '&'}digest=${encodeURIComponent(checkDigest(descriptor.digest))}`;
    const headers = { 'content-type': 'application/octet-stream' };
    const response = expect(await call('push', 'PUT', location, { headers, body: bytes }), 201);
    checkHeader(response, descriptor.digest);
  }

  async function putManifest({ descriptor, bytes }: ManifestBlob, tag: string): Promise<void> {
    const headers = { 'content-type': descriptor.mediaType };
    const response = await call('push', 'PUT', `manifests/${tag}`, { headers, body: bytes });
    if (isImmutable(response)) throw taken(describeStatus(response, redact));
    checkHeader(expect(response, 201), digestOf(bytes));
  }

  const taken = (what: string): OciError => new OciError('tag-taken', `${what}; the tag names another manifest, and is not moved`);

  const store: Store = {
    url: `oci://${registry}/${repository}`,

    async exists(descriptor) {
      const response = await call('pull', 'HEAD', blobPath(descriptor));
      return response.status === 404 ? false : expect(response, 200).status === 200;
    },

    async fetch(descriptor) {
      checkSize(descriptor, `${registry}/${repository}`);
      const response = await call('pull', 'GET', blobPath(descriptor), { limit: descriptor.size, expected: descriptor.size });
      const place = describeRequest(response);
      if (response.status === 404)
        throw new HttpError('not-found', `${describeStatus(response, redact)}; the registry has lost this blob or never had it`);
      expect(response, 200);
      checkLength(response, descriptor, place);
      checkContent(descriptor, response.body, place);
      return response.body;
    },

    async push(descriptor, bytes) {
      // What could not be read back is not written.
      checkSize(descriptor, `${registry}/${repository}`);
      checkContent(descriptor, bytes, `the content to push to ${registry}/${repository}`);
      let isRepeated = false;
      await retry(policy, async () => {
        // The answer to the first try may have been lost after the blob was taken in.
        if (isRepeated && (await store.exists(descriptor))) return;
        isRepeated = true;
        await upload(descriptor, bytes);
      });
    },

    async resolve(name) {
      checkName(name);
      const response = await call('pull', 'GET', `manifests/${name}`, { headers: { accept: ACCEPT }, limit: LARGEST_MANIFEST });
      if (isRegistryNotFound(response)) return undefined;
      return readManifest(expect(response, 200), name);
    },

    async tag(manifest, tag) {
      if (!isTag(tag)) throw new OciError('invalid-reference', `"${clipText(tag)}" is not a tag`);
      let isRepeated = false;
      await retry(policy, async () => {
        // Like a blob's, but a tag may have been given to another manifest meanwhile.
        const named = isRepeated ? await store.resolve(tag) : undefined;
        if (named?.descriptor.digest === manifest.descriptor.digest) return;
        if (named !== undefined) throw taken(`${registry}/${repository}:${tag}`);
        isRepeated = true;
        const start = now();
        await putManifest(manifest, tag).finally(() => {
          tagging = Math.max(tagging, now() - start);
        });
      });
    },

    settle: () => policy.sleep(Math.min(Math.max(4 * tagging, SHORTEST_SETTLING), LONGEST_SETTLING)),

    async probe() {
      const opened = expect(await call('push', 'POST', 'blobs/uploads/'), 202);
      // Registries drop uploads that nobody goes on with, too; whether this one lets it be taken back does not matter.
      await call('push', 'DELETE', locationOf(opened)).catch(() => {});
    },

    async tags() {
      const all = new Set<string>();
      const seen = new Set<string>();
      let next: URL | undefined = new URL('tags/list?n=1000', base);
      while (next !== undefined) {
        const response = await call('pull', 'GET', next, { limit: LARGEST_PAGE });
        if (seen.size === 0 && isRegistryNotFound(response)) return isNoRepository(response) ? undefined : [];
        const place = describeRequest(response);
        const page = parseTagsPage(expect(response, 200));
        const before = all.size;
        for (const tag of page.tags) all.add(tag);
        seen.add(next.search);
        const stuck = page.tags.length > 0 && all.size === before;
        if (page.next !== undefined && (stuck || seen.has(page.next.search) || seen.size === MOST_PAGES || all.size > MOST_TAGS)) {
          throw new HttpError('invalid-response', `${place}: the list of tags does not end, after ${seen.size} pages and ${all.size} tags`);
        }
        next = page.next;
      }
      return [...all];
    },
  };
  return store;
}

function blobPath({ digest }: Descriptor): string {
  return `blobs/${checkDigest(digest)}`;
}

function checkSize({ digest, size }: Descriptor, place: string): void {
  if (size > LARGEST_FILE) throw new OciError('too-large', `${place}: ${digest} has ${size} bytes, more than ${LARGEST_FILE}`);
}

function checkName(name: string): void {
  if (isTag(name) || isDigest(name)) return;
  throw new OciError('invalid-reference', `"${clipText(name)}" is neither a tag nor a sha256 digest`);
}

function readManifest(response: HttpResponse, name: string): ManifestBlob {
  const place = describeRequest(response);
  if (response.truncated) throw new OciError('too-large', `${place}: the manifest is larger than ${LARGEST_MANIFEST} bytes`);
  const mediaType = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaType === 'text/html')
    throw new HttpError(
      'invalid-response',
      `${place}: a web page instead of a manifest; this is not a registry; check host and repository`,
    );
  checkHeader(response, digestOf(response.body));
  if (isDigest(name) && digestOf(response.body) !== name)
    throw new OciError('digest-mismatch', `${place}: the content is ${digestOf(response.body)}`);
  try {
    return parseManifest(response.body, GENERIC.has(mediaType) ? MANIFEST_MEDIA_TYPE : mediaType);
  } catch (error) {
    throw error instanceof OciError ? new OciError(error.code, `${place}: ${error.message}`) : error;
  }
}

/** Servers of plain files say nothing better; then the manifest's own `mediaType` counts. */
const GENERIC = new Set(['', 'application/json', 'application/octet-stream', 'text/plain', 'binary/octet-stream']);

/** A digest that the registry states has to be ours. Those of other algorithms cannot be compared. */
function checkHeader(response: HttpResponse, digest: string): void {
  const stated = response.headers.get('docker-content-digest')?.trim();
  if (stated === undefined || !stated.startsWith('sha256:') || stated === digest) return;
  throw new OciError(
    'digest-mismatch',
    `${describeRequest(response)}: the registry says ${clipText(stated, 80)}, but the content is ${digest}`,
  );
}

function checkLength({ headers, truncated }: HttpResponse, { size, digest }: Descriptor, place: string): void {
  const stated = headers.has('content-encoding') ? null : headers.get('content-length');
  if (!truncated && (stated === null || Number(stated) === size)) return;
  throw new OciError('size-mismatch', `${place}: ${stated ?? `more than ${size}`} bytes, but ${digest} has ${size}`);
}

/** No code is standardised: ECR and Artifactory answer 400 or 403, Harbor 412, others 409, all of them in words. */
function isImmutable({ status, body }: HttpResponse): boolean {
  if (status === 409 || status === 412) return true;
  return (status === 400 || status === 403) && /immutab|already exists|TAG_IMMUTABLE/i.test(body.toString('utf8'));
}
