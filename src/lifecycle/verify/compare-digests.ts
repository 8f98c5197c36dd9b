import type { Difference } from './report.ts';

/** Stands for the digest of a file that is not there. */
export const NO_FILE = 'no such file';

/** Digests by the names of files. */
export type Digests = ReadonlyMap<string, string>;

/**
 * The files that differ between two sets, or that one of them lacks, by name.
 * @param describe the difference in one file
 */
export function compareDigests(
  expected: Digests,
  found: Digests,
  describe: (file: string, expected: string, found: string) => Difference,
): Difference[] {
  return [...new Set([...expected.keys(), ...found.keys()])].sort().flatMap((file) => {
    const [wanted, is] = [expected.get(file) ?? NO_FILE, found.get(file) ?? NO_FILE];
    return wanted === is ? [] : describe(file, wanted, is);
  });
}

export function digestsOf(files: readonly { readonly name: string; readonly digest: string }[]): Digests {
  return new Map(files.map(({ name, digest }) => [name, digest]));
}
