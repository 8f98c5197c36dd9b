import { HttpError, type HttpResponse, LARGEST_FILE, refusedElsewhere } from '../http/index.ts';
import { type Bounds, openOctokit } from './octokit.ts';
import { parseAsset, parseAttestations, parseObject, parseRelease, parseReleases, parseRepository } from './parse.ts';
import { hasErrorCode, problem, wordsOf } from './problem.ts';
import { createSession, isOfSameGitHub, type SessionOptions } from './session.ts';
import type { Attestation, Done, Refusal, Release, ReleaseAsset, ReleaseFields, RepositoryFacts, Slug, Upload } from './types.ts';

/**
 * The releases of one repository. Reads are tried again where that helps; a change is sent once, and one whose answer
 * was lost fails with a transient error, so that callers look at what became of it before they repeat it.
 *
 * All methods reject with an `HttpError`.
 */
export interface GitHub {
  readonly slug: string;
  /** Pauses and tries as the client itself makes them. */
  readonly policy: ReturnType<typeof createSession>['policy'];
  describe(): Promise<RepositoryFacts>;
  /** Whether the token may write, asked without writing: generating notes needs the same permission and stores nothing. */
  probeWriting(tag: string): Promise<void>;
  /** All releases, the newest first; drafts only for those who may write. */
  releases(): Promise<readonly Release[]>;
  /** Drafts are found by their id alone. */
  release(id: number): Promise<Release | undefined>;
  releaseByTag(tag: string): Promise<Release | undefined>;
  /** The commit that a tag is at; undefined where there is no such tag. */
  tagCommit(tag: string): Promise<string | undefined>;
  hasCommit(sha: string): Promise<boolean>;
  /** Whether the repository has an attestation of how a digest, `sha256:…`, was built. */
  hasAttestation(digest: string): Promise<boolean>;
  /** The newest attestations of how a digest, `sha256:…`, was built, as GitHub has them: none is verified. */
  attestations(digest: string): Promise<readonly Attestation[]>;
  createDraft(fields: ReleaseFields): Promise<Done<Release> | Refusal>;
  upload(release: Release, file: Upload): Promise<Done<ReleaseAsset> | Refusal>;
  /** Makes a draft visible, and its tag where that does not exist. Sent twice it changes nothing the second time. */
  publish(id: number, fields: Omit<ReleaseFields, 'body'>, isLatest: boolean): Promise<Done<Release> | Refusal>;
  /** Replaces the notes of a release, and nothing else. */
  setNotes(id: number, body: string): Promise<void>;
  /** Succeeds when the draft is already gone. */
  remove(id: number): Promise<void>;
  /** The file's bytes, as many as GitHub says that it has. */
  download(asset: ReleaseAsset): Promise<Buffer>;
}

const PAGE = 100;
/** Of one digest; each comes with its signature and proofs, some 15,000 bytes. */
const MOST_ATTESTATIONS = 30;
/** Octokit's own escapes the `/` in a reference, which GitHub understands and not every server that speaks its API. */
const REF = '/repos/{owner}/{repo}/git/ref/{+ref}';
/** GitHub lists no more than 10,000 releases. */
const MOST_PAGES = 100;
/** Bytes of all pages; a release with its files has about 20,000. */
const LARGEST_LIST = 64 * 1024 * 1024;

/** Source: https://docs.github.com/rest/releases */
export function openRepository({ owner, repository }: Slug, options: SessionOptions): GitHub {
  const session = createSession(options);
  const slug = `${owner}/${repository}`;
  const repo = { owner, repo: repository };
  const ask = openOctokit(session);

  const fail = (response: HttpResponse): HttpError => problem(response, slug, session.hasToken, session.redact);
  const expect = (response: HttpResponse, ...statuses: readonly number[]): HttpResponse => {
    if (statuses.includes(response.status)) return response;
    throw fail(response);
  };
  const orNone = <Result>(response: HttpResponse, parse: (response: HttpResponse) => Result): Result | undefined =>
    response.status === 404 && wordsOf(response).length > 0 ? undefined : parse(expect(response, 200));

  async function listAttestations(digest: string, most: number): Promise<readonly Attestation[]> {
    const about = { subject_digest: digest, predicate_type: 'provenance', per_page: most };
    return orNone(await ask((rest) => rest.repos.listAttestations({ ...repo, ...about })), parseAttestations) ?? [];
  }

  function refusalOf(response: HttpResponse): Refusal | undefined {
    if (hasErrorCode(response, 'already_exists')) return { kind: 'taken' };
    const burnt = response.status === 422 && wordsOf(response).some((words) => /immutable release/i.test(words));
    return burnt ? { kind: 'burnt', message: fail(response).message } : undefined;
  }

  return {
    slug,
    policy: session.policy,

    async describe() {
      return parseRepository(expect(await ask((rest) => rest.repos.get(repo)), 200));
    },

    async probeWriting(tag) {
      const response = await ask((rest) => rest.repos.generateReleaseNotes({ ...repo, tag_name: tag }));
      // Mistakes in the request itself are told only to those who may ask.
      if (response.status !== 422) expect(response, 200);
    },

    async releases() {
      const all = new Map<number, Release>();
      let size = 0;
      for (let page = 1; page <= MOST_PAGES; page++) {
        const response = expect(await ask((rest) => rest.repos.listReleases({ ...repo, per_page: PAGE, page })), 200);
        size += response.body.length;
        if (size > LARGEST_LIST) throw new HttpError('too-large', `${slug}: the list of releases has more than ${LARGEST_LIST} bytes`);
        // A release that is published meanwhile moves others to the next page.
        for (const release of parseReleases(response)) all.set(release.id, release);
        if (!/;\s*rel="next"/.test(response.headers.get('link') ?? '')) break;
      }
      return [...all.values()];
    },

    async release(id) {
      return orNone(await ask((rest) => rest.repos.getRelease({ ...repo, release_id: id })), parseRelease);
    },

    async releaseByTag(tag) {
      return orNone(await ask((rest) => rest.repos.getReleaseByTag({ ...repo, tag })), parseRelease);
    },

    async tagCommit(tag) {
      const target = orNone(await ask((rest) => rest.git.getRef({ ...repo, url: REF, ref: `tags/${tag}` })), parseObject);
      if (target?.type !== 'tag') return target?.sha;
      return parseObject(expect(await ask((rest) => rest.git.getTag({ ...repo, tag_sha: target.sha })), 200)).sha;
    },

    async hasCommit(sha) {
      return orNone(await ask((rest) => rest.git.getCommit({ ...repo, commit_sha: sha })), () => true) ?? false;
    },

    async hasAttestation(digest) {
      return (await listAttestations(digest, 1)).length > 0;
    },

    attestations: (digest) => listAttestations(digest, MOST_ATTESTATIONS),

    async createDraft(fields) {
      const response = await ask((rest) => rest.repos.createRelease({ ...repo, ...formatFields(fields), body: fields.body, draft: true }));
      return refusalOf(response) ?? { kind: 'done', result: parseRelease(expect(response, 201)) };
    },

    async upload(release, { name, mediaType, bytes }) {
      // Octokit's own upload host is the one of github.com alone.
      const url = `${uploadUrl(session.api, release).href}{?name}`;
      const data = bytes as unknown as string;
      const headers = { 'content-type': mediaType };
      const response = await ask((rest) => rest.repos.uploadReleaseAsset({ ...repo, release_id: release.id, url, headers, name, data }));
      if (response.status === 404) return { kind: 'gone', message: fail(response).message };
      return refusalOf(response) ?? { kind: 'done', result: parseAsset(expect(response, 201)) };
    },

    async publish(id, fields, isLatest) {
      const latest = isLatest ? ('true' as const) : ('false' as const);
      const response = await ask((rest) =>
        rest.repos.updateRelease({ ...repo, release_id: id, ...formatFields(fields), draft: false, make_latest: latest }),
      );
      if (response.status === 404) return { kind: 'gone', message: fail(response).message };
      return refusalOf(response) ?? { kind: 'done', result: parseRelease(expect(response, 200)) };
    },

    async setNotes(id, body) {
      expect(await ask((rest) => rest.repos.updateRelease({ ...repo, release_id: id, body })), 200);
    },

    async remove(id) {
      expect(await ask((rest) => rest.repos.deleteRelease({ ...repo, release_id: id })), 204, 404);
    },

    async download({ id, size }) {
      if (size > LARGEST_FILE) throw new HttpError('too-large', `${slug}: the asset ${id} has ${size} bytes, more than ${LARGEST_FILE}`);
      const bounds: Bounds = { limit: size, expected: size };
      const headers = { accept: 'application/octet-stream' };
      const response = await ask((rest) => rest.repos.getReleaseAsset({ ...repo, asset_id: id, headers, request: bounds }));
      // The storage has its own words for it.
      if (response.status === 404) throw new HttpError('not-found', `${slug}: the asset ${id} is gone`);
      const refused = refusedElsewhere(response, session.api.host, session.redact);
      if (refused !== undefined) throw refused;
      const { body, truncated } = expect(response, 200);
      if (body.length === size && !truncated) return body;
      throw new HttpError('size-mismatch', `${slug}: the asset ${id} has ${truncated ? 'more' : body.length} bytes, and not ${size}`);
    },
  };
}

function formatFields({ tag, name, isPrerelease, commit }: Omit<ReleaseFields, 'body'>) {
  return { tag_name: tag, name, prerelease: isPrerelease, ...(commit !== undefined && { target_commitish: commit }) };
}

/** The token is sent there, so it has to be the same GitHub's. */
function uploadUrl(api: URL, release: Release): URL {
  const text = release.uploadUrl.replace(/\{[^}]*\}$/, '');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !isOfSameGitHub(api, url)) {
    throw new HttpError(
      'unsafe-redirect',
      `${api.host} wants uploads to be sent to ${url?.host ?? 'no URL'}, which is not the same GitHub`,
    );
  }
  return url;
}
