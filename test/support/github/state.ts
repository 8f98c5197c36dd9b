import { createHash } from 'node:crypto';

/** A release as the fake GitHub keeps it. */
export interface FakeRelease {
  readonly id: number;
  tag: string;
  commitish: string;
  name: string | null;
  body: string | null;
  isDraft: boolean;
  isPrerelease: boolean;
  isImmutable: boolean;
  /** How many more lists it is missing from. */
  hiddenFor: number;
  readonly assets: FakeAsset[];
}

export interface FakeAsset {
  readonly id: number;
  readonly name: string;
  readonly mediaType: string;
  readonly isUploaded: boolean;
  readonly bytes: Buffer;
}

/** All that a repository holds. */
export interface FakeRepository {
  /** The newest first, as GitHub lists them. */
  readonly releases: FakeRelease[];
  /** Tags and their commits. */
  readonly tags: Map<string, string>;
  /** Objects of annotated tags and their commits: a tag in `tags` may be at one. */
  readonly annotated: Map<string, string>;
  /** Tags of immutable releases that were deleted. */
  readonly burnt: Set<string>;
  latest: number | undefined;
  nextId: number;
}

/** The commits that the repository has. */
export const HEAD = 'c'.repeat(40);
export const PARENT = 'b'.repeat(40);

export function createRepository(): FakeRepository {
  return { releases: [], tags: new Map(), annotated: new Map(), burnt: new Set(), latest: undefined, nextId: 1 };
}

/** A release that is there already, published unless said otherwise. */
export function addRelease(
  repository: FakeRepository,
  tag: string,
  files: Readonly<Record<string, string | Buffer>> = {},
  more: Partial<Omit<FakeRelease, 'id' | 'assets'>> = {},
): FakeRelease {
  const release: FakeRelease = {
    id: repository.nextId++,
    tag,
    commitish: HEAD,
    name: tag,
    body: null,
    isDraft: false,
    isPrerelease: false,
    isImmutable: false,
    hiddenFor: 0,
    assets: [],
    ...more,
  };
  for (const [name, content] of Object.entries(files)) addAsset(repository, release, name, Buffer.from(content));
  repository.releases.unshift(release);
  if (!release.isDraft) repository.tags.set(tag, release.commitish);
  return release;
}

export function addAsset(
  repository: FakeRepository,
  release: FakeRelease,
  name: string,
  bytes: Buffer,
  mediaType = 'application/octet-stream',
  isUploaded = true,
): FakeAsset {
  const asset = { id: repository.nextId++, name, mediaType, isUploaded, bytes };
  release.assets.push(asset);
  return asset;
}

/** The public state, in a form that tests compare: no ids, and the bytes by their digest. */
export function describeVisible(repository: FakeRepository): unknown {
  return repository.releases
    .filter(({ isDraft }) => !isDraft)
    .map(({ id, tag, name, body, isPrerelease, assets }) => ({
      tag,
      name,
      body,
      commit: repository.tags.get(tag),
      isPrerelease,
      isLatest: repository.latest === id,
      assets: assets.map((asset) => `${asset.name} ${asset.mediaType} ${asset.isUploaded} ${digestOf(asset.bytes)}`).sort(),
    }))
    .sort((a, b) => (a.tag < b.tag ? -1 : 1));
}

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
