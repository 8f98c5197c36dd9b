import { isObject } from '../../../src/data.ts';
import { type Places, renderAsset, renderRelease, renderRepository } from './render.ts';
import { addAsset, addRelease, type FakeRelease, type FakeRepository, HEAD, PARENT } from './state.ts';

export interface Behaviour {
  /** How many lists a new release is missing from. */
  readonly listLag?: number;
  /** Whether publishing freezes a release. */
  readonly isImmutable?: boolean;
  /** False as on older servers. */
  readonly withDigests?: boolean;
  readonly isArchived?: boolean;
  /** A GitHub App's token, a workflow's own for instance, is nobody's: `permissions.push` is false whatever it may do. */
  readonly isAppToken?: boolean;
  /** True for an upload that breaks off: its `starter` stays, and the answer is 502. */
  readonly breakUpload?: (name: string, count: number) => boolean;
  /** Commits that the repository has beside its own two; may grow, as by pushes. */
  readonly commits?: readonly string[];
}

/** A request that is known to be well-formed. */
export interface Call {
  readonly operation: string;
  readonly values: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly mediaType: string;
  readonly accept: string;
  readonly mayWrite: boolean;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const DOCUMENTATION = { documentation_url: 'https://docs.github.com/rest' };
export const NOT_FOUND: Reply = { status: 404, body: { message: 'Not Found', ...DOCUMENTATION, status: '404' } };

export function invalid(message: string, ...errors: readonly Readonly<Record<string, string>>[]): Reply {
  return { status: 422, body: { message, errors: errors.map((error) => ({ resource: 'Release', ...error })), ...DOCUMENTATION } };
}

/**
 * GitHub's behaviour at each operation.
 * @param touched gets what was done to releases that were published already
 */
export function createRoutes(repository: FakeRepository, places: Places, storage: string, behaviour: Behaviour, touched: string[]) {
  const { withDigests = true } = behaviour;
  const hasCommit = (sha: string): boolean => [HEAD, PARENT, ...(behaviour.commits ?? [])].includes(sha);
  let uploads = 0;
  const render = (release: FakeRelease) => renderRelease(places, release, withDigests);
  const find = ({ values, mayWrite }: Call): FakeRelease | undefined =>
    repository.releases.find(({ id, isDraft }) => id === Number(values['release_id']) && (mayWrite || !isDraft));
  const isPublished = (tag: string) => repository.releases.some((release) => !release.isDraft && release.tag === tag);

  function list({ query, mayWrite }: Call): Reply {
    const size = Math.min(Number(query.get('per_page') ?? 30), 100);
    const page = Number(query.get('page') ?? 1);
    const shown = repository.releases.filter(({ isDraft, hiddenFor }) => hiddenFor === 0 && (mayWrite || !isDraft));
    for (const release of repository.releases) release.hiddenFor = Math.max(0, release.hiddenFor - 1);
    const next = `<${places.api}/repositories/1/releases?per_page=${size}&page=${page + 1}>; rel="next", <${places.api}>; rel="last"`;
    const headers = shown.length > page * size ? { link: next } : {};
    return { status: 200, body: shown.slice((page - 1) * size, page * size).map(render), headers };
  }

  function create({ body }: Call): Reply {
    const fields = readFields(body);
    if (isPublished(fields.tag ?? '')) return invalid('Validation Failed', { code: 'already_exists', field: 'tag_name' });
    const { isDraft = false, tag = '', ...rest } = fields;
    const release = addRelease(repository, tag, {}, { commitish: HEAD, ...rest, isDraft: true, hiddenFor: behaviour.listLag ?? 0 });
    const refusal = isDraft ? undefined : publish(release, body);
    return refusal ?? { status: 201, body: render(release) };
  }

  function update(call: Call): Reply {
    const release = find(call);
    if (release === undefined) return NOT_FOUND;
    const { isDraft, ...fields } = readFields(call.body);
    if (!release.isDraft && isChange(release, fields)) touched.push(`update ${release.tag}`);
    Object.assign(release, fields);
    const refusal = release.isDraft && isDraft === false ? publish(release, call.body) : undefined;
    return refusal ?? { status: 200, body: render(release) };
  }

  function publish(release: FakeRelease, body: unknown): Reply | undefined {
    const { tag } = release;
    if (isPublished(tag)) return invalid('Validation Failed', { code: 'already_exists', field: 'tag_name' });
    if (repository.burnt.has(tag)) {
      const words = { code: 'custom', field: 'tag_name', message: 'tag_name was used by an immutable release' };
      return invalid('Validation Failed', words, { code: 'custom', message: 'Published releases must have a valid tag' });
    }
    if (/^[0-9a-f]{40}$/.test(release.commitish) && !hasCommit(release.commitish)) {
      return invalid('Validation Failed', { code: 'invalid', field: 'target_commitish' });
    }
    if (!repository.tags.has(tag)) repository.tags.set(tag, release.commitish);
    release.isDraft = false;
    release.isImmutable = behaviour.isImmutable === true;
    const makeLatest = isObject(body) ? (body['make_latest'] ?? 'true') : 'true';
    if (makeLatest === 'true' && !release.isPrerelease) repository.latest = release.id;
    return undefined;
  }

  function remove(call: Call): Reply {
    const release = find(call);
    if (release === undefined) return NOT_FOUND;
    if (!release.isDraft) touched.push(`remove ${release.tag}`);
    if (release.isImmutable) repository.burnt.add(release.tag);
    repository.releases.splice(repository.releases.indexOf(release), 1);
    return { status: 204 };
  }

  function upload(call: Call): Reply {
    const release = find(call);
    const name = call.query.get('name') ?? '';
    if (release === undefined) return NOT_FOUND;
    if (release.isImmutable) return invalid('Cannot upload assets to an immutable release');
    if (release.assets.some((asset) => asset.name === name)) {
      return invalid('Validation Failed', { resource: 'ReleaseAsset', code: 'already_exists', field: 'name' });
    }
    if (!release.isDraft) touched.push(`upload ${release.tag} ${name}`);
    uploads++;
    const isWhole = behaviour.breakUpload?.(name, uploads) !== true;
    const asset = addAsset(repository, release, name, call.body as Buffer, call.mediaType, isWhole);
    return isWhole
      ? { status: 201, body: renderAsset(places, release, asset, withDigests) }
      : { status: 502, body: { message: 'Server Error' } };
  }

  function getAsset({ values, accept, mayWrite }: Call): Reply {
    for (const release of repository.releases.filter(({ isDraft }) => mayWrite || !isDraft)) {
      const asset = release.assets.find(({ id }) => id === Number(values['asset_id']));
      if (asset === undefined) continue;
      if (accept !== 'application/octet-stream') return { status: 200, body: renderAsset(places, release, asset, withDigests) };
      return asset.isUploaded ? { status: 302, headers: { location: `${storage}/${asset.id}?signature=s3cr3t` } } : NOT_FOUND;
    }
    return NOT_FOUND;
  }

  function getReference({ values }: Call): Reply {
    const ref = values['ref'] ?? '';
    const sha = ref.startsWith('tags/') ? repository.tags.get(ref.slice('tags/'.length)) : undefined;
    if (sha === undefined) return NOT_FOUND;
    const type = repository.annotated.has(sha) ? 'tag' : 'commit';
    const url = `${places.api}/repos/${places.owner}/${places.repository}/git/${type}s/${sha}`;
    return { status: 200, body: { ref: `refs/${ref}`, node_id: '', url, object: { type, sha, url } } };
  }

  function getCommit({ values }: Call): Reply {
    const sha = values['commit_sha'] ?? '';
    if (!hasCommit(sha)) return NOT_FOUND;
    const url = places.api;
    const person = { name: '', email: '', date: '' };
    const verification = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };
    const links = { node_id: '', url, html_url: url };
    return {
      status: 200,
      body: { sha, ...links, message: '', author: person, committer: person, tree: { sha: HEAD, url }, parents: [], verification },
    };
  }

  function getTag({ values }: Call): Reply {
    const sha = repository.annotated.get(values['tag_sha'] ?? '');
    if (sha === undefined) return NOT_FOUND;
    const tagger = { name: '', email: '', date: '' };
    const url = places.api;
    return {
      status: 200,
      body: { node_id: '', tag: '', sha: values['tag_sha'], url, message: '', tagger, object: { sha, type: 'commit', url } },
    };
  }

  const routes: Readonly<Record<string, (call: Call) => Reply>> = {
    'repos/get': () => ({ status: 200, body: renderRepository(places, behaviour.isArchived === true, behaviour.isAppToken !== true) }),
    'repos/list-releases': list,
    'repos/create-release': create,
    'repos/generate-release-notes': () => ({ status: 200, body: { name: '', body: '' } }),
    'repos/get-release': (call) => renderFound(find(call)),
    'repos/get-release-by-tag': ({ values }) =>
      renderFound(repository.releases.find(({ tag, isDraft }) => !isDraft && tag === values['tag'])),
    'repos/update-release': update,
    'repos/delete-release': remove,
    'repos/upload-release-asset': upload,
    'repos/get-release-asset': getAsset,
    'git/get-commit': getCommit,
    'git/get-ref': getReference,
    'git/get-tag': getTag,
  };
  const renderFound = (release: FakeRelease | undefined): Reply =>
    release === undefined ? NOT_FOUND : { status: 200, body: render(release) };
  return routes;
}

function isChange(release: FakeRelease, fields: Fields): boolean {
  return JSON.stringify({ ...release, ...fields, assets: [] }) !== JSON.stringify({ ...release, assets: [] });
}

type Fields = Partial<Pick<FakeRelease, 'tag' | 'commitish' | 'name' | 'body' | 'isDraft' | 'isPrerelease'>>;

function readFields(body: unknown): Fields {
  const data = isObject(body) ? body : {};
  const names = {
    tag: 'tag_name',
    commitish: 'target_commitish',
    name: 'name',
    body: 'body',
    isDraft: 'draft',
    isPrerelease: 'prerelease',
  };
  return Object.fromEntries(Object.entries(names).flatMap(([ours, theirs]) => (theirs in data ? [[ours, data[theirs]]] : [])));
}
