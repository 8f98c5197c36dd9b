import { ReleaseError } from '../errors.ts';
import { findNewest, openReleaseFolder, type PublishedRelease, type ReleaseSource } from '../release/index.ts';
import { formatSuggestion } from '../suggest.ts';
import { formatLine } from '../version/index.ts';
import type { Reference } from './reference.ts';

/** Releases that are named where one is missing. */
const MOST_NAMED = 5;

export interface FindOptions {
  /** The source of a URL or folder; the same one for the same words, so that its list is read once. */
  readonly open: (source: string) => ReleaseSource;
  /** The channel whose newest release a line means. */
  readonly channel: string;
  /** Whether a line may mean a release, by its name; any unless given. */
  readonly isOffered?: ((name: string) => boolean) | undefined;
}

/**
 * The release that a reference names.
 * @throws ReleaseError `no-release` where there is none, and what the source throws
 */
export async function findRelease(reference: Reference, { open, channel, isOffered }: FindOptions): Promise<PublishedRelease> {
  switch (reference.kind) {
    case 'folder':
      return readFolder(reference.folder);
    case 'name': {
      const source = open(reference.source);
      return (await source.read(reference.name)) ?? missing(source, reference.name);
    }
    case 'digest': {
      const source = open(reference.source);
      if (source.readDigest === undefined) {
        throw new ReleaseError('usage', `${source.url} finds releases by name alone; name one in place of its digest`);
      }
      return (await source.readDigest(reference.digest)) ?? missing(source, reference.digest);
    }
    case 'line': {
      const source = open(reference.source);
      const newest = await findNewest(source, reference.line, channel, isOffered);
      return newest?.published ?? missing(source, formatLine(reference.line));
    }
  }
}

/**
 * A release that its source lists.
 * @throws ReleaseError `source-failed` where it is gone by now
 */
export async function readListed(source: ReleaseSource, name: string): Promise<PublishedRelease> {
  const published = await source.read(name);
  if (published === undefined) throw notShown(source, name);
  return published;
}

function notShown({ url }: ReleaseSource, name: string): ReleaseError {
  return new ReleaseError('source-failed', `${url} lists ${name} and has no such release; try again`);
}

async function readFolder(folder: string): Promise<PublishedRelease> {
  const source = openReleaseFolder(folder);
  const names = await source.list();
  const [only] = names;
  const published = only === undefined || names.length > 1 ? undefined : await source.read(only);
  if (published !== undefined) return published;
  const found = names.length === 0 ? 'no metadata.yaml' : `${names.length} releases`;
  throw new ReleaseError('no-release', `${folder} has ${found}; name the folder of one release, as build and pull write it`);
}

async function missing(source: ReleaseSource, name: string): Promise<never> {
  const names = (await source.list()).toSorted();
  if (names.includes(name)) throw notShown(source, name);
  const more = names.length - MOST_NAMED;
  const some = `${names.slice(-MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const has = names.length === 0 ? 'has nothing at all' : `has ${some}`;
  const suggestion = formatSuggestion(name, names) || ';';
  throw new ReleaseError('no-release', `${source.url} has no ${name}${suggestion} it ${has}`);
}
