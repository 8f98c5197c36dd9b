import { digestOf, type FakeAsset, type FakeRelease } from './state.ts';

/** Where the fake's parts are, without a slash at the end. */
export interface Places {
  readonly api: string;
  readonly uploads: string;
  readonly owner: string;
  readonly repository: string;
}

type Json = Readonly<Record<string, unknown>>;
const DAY = '2026-01-01T00:00:00Z';
const NODE = 'MDA6';

export function renderRelease(places: Places, release: FakeRelease, withDigests: boolean): Json {
  const { owner, repository } = places;
  const url = `${places.api}/repos/${owner}/${repository}/releases/${release.id}`;
  const web = `https://github.com/${owner}/${repository}/releases/tag`;
  return {
    url,
    html_url: `${web}/${release.isDraft ? `untagged-${release.id}` : release.tag}`,
    assets_url: `${url}/assets`,
    upload_url: `${places.uploads}/repos/${owner}/${repository}/releases/${release.id}/assets{?name,label}`,
    tarball_url: release.isDraft ? null : `${url}/tarball`,
    zipball_url: release.isDraft ? null : `${url}/zipball`,
    id: release.id,
    node_id: NODE,
    tag_name: release.tag,
    target_commitish: release.commitish,
    name: release.name,
    body: release.body,
    draft: release.isDraft,
    prerelease: release.isPrerelease,
    immutable: release.isImmutable,
    created_at: DAY,
    updated_at: DAY,
    published_at: release.isDraft ? null : DAY,
    author: renderUser(owner),
    assets: release.assets.map((asset) => renderAsset(places, release, asset, withDigests)),
  };
}

export function renderAsset({ api, owner, repository }: Places, release: FakeRelease, asset: FakeAsset, withDigests: boolean): Json {
  return {
    url: `${api}/repos/${owner}/${repository}/releases/assets/${asset.id}`,
    browser_download_url: `https://github.com/${owner}/${repository}/releases/download/${release.tag}/${asset.name}`,
    id: asset.id,
    node_id: NODE,
    name: asset.name,
    label: '',
    state: asset.isUploaded ? 'uploaded' : 'starter',
    content_type: asset.mediaType,
    size: asset.isUploaded ? asset.bytes.length : 0,
    digest: asset.isUploaded && withDigests ? digestOf(asset.bytes) : null,
    download_count: 0,
    created_at: DAY,
    updated_at: DAY,
    uploader: renderUser(owner),
  };
}

function renderUser(login: string): Json {
  const url = `https://api.github.com/users/${login}`;
  const links = ['followers', 'following', 'gists', 'starred', 'subscriptions', 'repos', 'events', 'received_events'];
  return {
    login,
    id: 1,
    node_id: NODE,
    avatar_url: url,
    gravatar_id: '',
    url,
    html_url: url,
    organizations_url: `${url}/orgs`,
    ...Object.fromEntries(links.map((name) => [`${name}_url`, `${url}/${name}`])),
    type: 'User',
    site_admin: false,
  };
}

const URLS =
  'archive assignees blobs branches collaborators comments commits compare contents contributors deployments downloads events forks ' +
  'git_commits git_refs git_tags hooks html issue_comment issue_events issues keys labels languages merges milestones notifications pulls ' +
  'releases stargazers statuses subscribers subscription tags teams trees clone git svn mirror';
const COUNTS =
  'forks forks_count open_issues open_issues_count size stargazers_count watchers watchers_count network_count subscribers_count';

export function renderRepository({ api, owner, repository }: Places, isArchived: boolean, mayPush: boolean): Json {
  const url = `${api}/repos/${owner}/${repository}`;
  return {
    ...Object.fromEntries(URLS.split(' ').map((name) => [`${name}_url`, `${url}/${name}`])),
    ...Object.fromEntries(COUNTS.split(' ').map((name) => [name, 0])),
    ...Object.fromEntries(['issues', 'projects', 'wiki', 'pages', 'discussions'].map((name) => [`has_${name}`, false])),
    id: 1,
    node_id: NODE,
    name: repository,
    full_name: `${owner}/${repository}`,
    owner: renderUser(owner),
    private: false,
    description: null,
    fork: false,
    url,
    ssh_url: `git@github.com:${owner}/${repository}.git`,
    default_branch: 'main',
    homepage: null,
    language: null,
    license: null,
    archived: isArchived,
    disabled: false,
    pushed_at: DAY,
    created_at: DAY,
    updated_at: DAY,
    permissions: { admin: false, push: mayPush, pull: true },
  };
}
