import { asList, asText, getIn, isObject } from '../data.ts';
import { describeRequest, HttpError, type HttpResponse } from '../http/index.ts';
import { parseJson } from '../json.ts';
import type { Attestation, Release, ReleaseAsset, RepositoryFacts } from './types.ts';

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * The content of a response.
 * @throws HttpError `invalid-response` for what GitHub does not say
 */
function readBody<Result>(response: HttpResponse, what: string, read: (data: unknown) => Result | undefined): Result {
  const result = response.truncated ? undefined : read(parseJson(response.body));
  if (result !== undefined) return result;
  const reason = response.truncated ? 'is too long' : `is not ${what}`;
  throw new HttpError('invalid-response', `${describeRequest(response)}: the answer ${reason}; is this GitHub's API?`);
}

export const parseRelease = (response: HttpResponse): Release => readBody(response, 'a release', readRelease);
export const parseAsset = (response: HttpResponse): ReleaseAsset => readBody(response, 'a release asset', readAsset);
export const parseReleases = (response: HttpResponse): readonly Release[] =>
  readBody(response, 'a list of releases', (data) => (Array.isArray(data) ? readAll(data, readRelease) : undefined));

export const parseRepository = (response: HttpResponse): RepositoryFacts =>
  readBody(response, 'a repository', (data) => {
    if (!isObject(data) || typeof data['full_name'] !== 'string') return undefined;
    const { permissions } = data;
    return { isArchived: data['archived'] === true, mayPush: isObject(permissions) && permissions['push'] === true };
  });

/** The statements of a list of attestations; their signatures are not verified. */
export const parseAttestations = (response: HttpResponse): readonly Attestation[] =>
  readBody(response, 'a list of attestations', (data) => {
    const attestations = isObject(data) ? data['attestations'] : undefined;
    return Array.isArray(attestations) ? attestations.map(readAttestation) : undefined;
  });

/** The payload's type in an envelope of https://github.com/secure-systems-lab/dsse */
const IN_TOTO = 'application/vnd.in-toto+json';
const STATEMENT = /^https:\/\/in-toto\.io\/Statement\/v(?:0\.1|1)$/;

/** Source: https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
function readAttestation(data: unknown): Attestation {
  const bundle = getIn(data, 'bundle');
  if (!isObject(bundle)) return { kind: 'elsewhere' };
  const [payload, type, signatures] = ['payload', 'payloadType', 'signatures'].map((key) => getIn(bundle, 'dsseEnvelope', key));
  const isSigned = asList(signatures).some((signature) => (asText(getIn(signature, 'sig')) ?? '') !== '');
  const statement = typeof payload === 'string' && type === IN_TOTO && isSigned ? parseJson(Buffer.from(payload, 'base64')) : undefined;
  const [predicate, subjects] = [getIn(statement, 'predicateType'), getIn(statement, 'subject')];
  const isStatement = STATEMENT.test(asText(getIn(statement, '_type')) ?? '');
  if (!isStatement || typeof predicate !== 'string' || !Array.isArray(subjects)) return { kind: 'broken' };
  return {
    kind: 'statement',
    predicate,
    subjects: subjects.flatMap((subject) => {
      const [name, sha256] = [getIn(subject, 'name'), getIn(subject, 'digest', 'sha256')];
      return typeof sha256 === 'string' ? [{ name: typeof name === 'string' ? name : '', digest: `sha256:${sha256}` }] : [];
    }),
  };
}

/** The object that a reference or an annotated tag points at. */
export const parseObject = (response: HttpResponse): { readonly type: string; readonly sha: string } =>
  readBody(response, 'a reference', (data) => {
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
