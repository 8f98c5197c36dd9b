import { isObject, parseJson } from '../json.ts';
import { type Answer, OciError, placeOf } from '../oci/index.ts';
import type { Release, ReleaseAsset, RepositoryFacts } from './types.ts';

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** What an answer says; the error for what is not GitHub's to say. */
function readBody<Result>(answer: Answer, what: string, read: (data: unknown) => Result | undefined): Result {
  const result = answer.truncated ? undefined : read(parseJson(answer.body.toString('utf8')));
  if (result !== undefined) return result;
  const reason = answer.truncated ? 'is too long' : `is no ${what}`;
  throw new OciError('invalid-response', `${placeOf(answer.method, answer.url)}: the answer ${reason}; is this GitHub's API?`);
}

export const parseRelease = (answer: Answer): Release => readBody(answer, 'release', readRelease);
export const parseAsset = (answer: Answer): ReleaseAsset => readBody(answer, 'release asset', readAsset);
export const parseReleases = (answer: Answer): readonly Release[] =>
  readBody(answer, 'list of releases', (data) => (Array.isArray(data) ? readAll(data, readRelease) : undefined));

export const parseRepository = (answer: Answer): RepositoryFacts =>
  readBody(answer, 'repository', (data) => {
    if (!isObject(data) || typeof data['full_name'] !== 'string') return undefined;
    const { permissions } = data;
    return { isArchived: data['archived'] === true, mayPush: isObject(permissions) && permissions['push'] === true };
  });

/** What a reference or an annotated tag points at. */
export const parseObject = (answer: Answer): { readonly type: string; readonly sha: string } =>
  readBody(answer, 'reference', (data) => {
    const object = isObject(data) ? data['object'] : undefined;
    if (!isObject(object) || typeof object['type'] !== 'string' || typeof object['sha'] !== 'string') return undefined;
    return /^[0-9a-f]{40,64}$/.test(object['sha']) ? { type: object['type'], sha: object['sha'] } : undefined;
  });

/** All or nothing: an item that is not understood may be the one that matters. */
function readAll<Item>(items: readonly unknown[], read: (data: unknown) => Item | undefined): Item[] | undefined {
  const all = items.map(read).filter((item) => item !== undefined);
  return all.length === items.length ? all : undefined;
}

function readRelease(data: unknown): Release | undefined {
  if (!isObject(data)) return undefined;
  const { id, tag_name: tag, name, body, draft, upload_url: uploadUrl, assets } = data;
  if (!isId(id) || typeof tag !== 'string' || typeof draft !== 'boolean' || typeof uploadUrl !== 'string') return undefined;
  const files = Array.isArray(assets) ? readAll(assets, readAsset) : undefined;
  if (files === undefined) return undefined;
  return { id, tag, name: readText(name), body: readText(body), isDraft: draft, uploadUrl, assets: files };
}

function readAsset(data: unknown): ReleaseAsset | undefined {
  if (!isObject(data)) return undefined;
  const { id, name, state, size, digest } = data;
  if (!isId(id) || typeof name !== 'string' || typeof state !== 'string' || !isId(size)) return undefined;
  const known = typeof digest === 'string' && DIGEST.test(digest);
  return { id, name, isUploaded: state === 'uploaded', size, ...(known && { digest }) };
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
