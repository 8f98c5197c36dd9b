import type { FileTree } from './tree.ts';

/** Source: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const MOST_BYTES = 1024;
const POINTER =
  /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\/v1\r?\n(?:ext-\d-[\w.-]+ sha256:[0-9a-f]{64}\r?\n)*oid sha256:[0-9a-f]{64}\r?\nsize \d+(?:\r?\n)?$/;

/** Whether a file is not the content, but what git-lfs puts in its place until it is fetched. */
export function isLfsPointer(bytes: Buffer): boolean {
  return bytes.length < MOST_BYTES && bytes.subarray(0, 8).equals(Buffer.from('version ')) && POINTER.test(bytes.toString('latin1'));
}

/** The paths of a tree's pointers. */
export function findLfsPointers(files: FileTree): string[] {
  return files.filter(({ bytes }) => isLfsPointer(bytes)).map(({ path }) => path);
}

export const LFS_ADVICE = 'fetch the content with: git lfs pull (in GitHub Actions with "lfs: true" for actions/checkout)';
