import { openArchiveFiles } from './archive-files.ts';
import { OciError } from './error.ts';
import { readLayout } from './read-layout.ts';
import type { Store } from './types.ts';

/** A layout in a tar archive as a repository, which is read where it lies; written are archives as a whole, by `openArchiveContent`. */
export function openArchive(path: string): Store {
  const files = openArchiveFiles(path);
  const reader = readLayout(files);
  const refuse = (): Promise<never> =>
    Promise.reject(
      new OciError(
        'rejected',
        `${path} is an archive, which is written as a whole: publish to oci-layout:DIR, then mirror that to oci-archive:${path}`,
      ),
    );
  /** An archive that is named and missing is a mistake. */
  const there = <Args extends readonly unknown[], Result>(read: (...args: Args) => Promise<Result>) => {
    return async (...args: Args): Promise<Result> => {
      if (files.isThere() && (await reader.checkVersion())) return read(...args);
      const why = files.isThere() ? `has no oci-layout: it is not an archive of an OCI layout` : 'does not exist';
      throw new OciError(files.isThere() ? 'invalid-layout' : 'not-found', `${path} ${why}`);
    };
  };
  return {
    url: `oci-archive:${path}`,
    exists: there(reader.exists),
    fetch: there(reader.fetch),
    resolve: there(reader.resolve),
    tags: there(reader.tags),
    push: refuse,
    tag: refuse,
    probe: refuse,
  };
}
