import { messageOf, ReleaseError } from '../../errors.ts';
import { HttpError } from '../../http/index.ts';
import { OciError } from '../../oci/index.ts';
import type { PublishedRelease } from '../../release/index.ts';
import type { Difference } from './report.ts';

/** A release as one place has it, every byte of it. */
export interface Copy {
  readonly published: PublishedRelease;
  /** Those files whose bytes are what the place says of them. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** The names of all others. */
  readonly broken: ReadonlySet<string>;
  readonly differences: readonly Difference[];
}

/**
 * Reads every file of a release.
 * @throws HttpError where the place cannot be read at all
 */
export async function readCopy(published: PublishedRelease): Promise<Copy> {
  const differences: Difference[] = [];
  const files = new Map<string, Buffer>();
  await Promise.all(
    published.files.map(async (file) => {
      try {
        files.set(file.name, await published.fetch(file));
      } catch (error) {
        if (!isAboutContent(error)) throw error;
        differences.push({ where: `${published.url}: ${file.name}`, what: 'digest', expected: file.digest, found: messageOf(error) });
      }
    }),
  );
  const broken = new Set(published.files.map(({ name }) => name).filter((name) => !files.has(name)));
  return { published, files, broken, differences };
}

/** Whether an error tells of what is there, and not of getting there. */
function isAboutContent(error: unknown): boolean {
  if (error instanceof HttpError) return ['not-found', 'size-mismatch', 'too-large'].includes(error.code);
  return error instanceof ReleaseError || error instanceof OciError;
}
