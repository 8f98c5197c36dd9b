import { describe, expect, test } from 'vitest';
import { openTarget } from '../../src/publish/index.ts';

function complain(url: string): string {
  try {
    openTarget(url, {});
  } catch (error) {
    return (error as Error).message;
  }
  return expect.unreachable();
}

describe('a target in a wrong spelling', () => {
  test.each([
    ['oci:/ghcr.io/o/x', 'oci://ghcr.io/o/x'],
    ['oci:ghcr.io/o/x', 'oci://ghcr.io/o/x'],
    ['OCI://ghcr.io/o', 'oci://ghcr.io/o'],
    ['ghcr.io/Org/x/', 'oci://ghcr.io/org/x'],
    ['localhost:5000/x', 'oci://localhost:5000/x'],
    ['https://ghcr.io/o/x', 'oci://ghcr.io/o/x'],
    ['docker://ghcr.io/o/x', 'oci://ghcr.io/o/x'],
    ['http://ghcr.io/o//', 'oci://ghcr.io/o'],
    ['https://github.com/o/r', 'github:o/r'],
    ['https://github.com/o/r.git', 'github:o/r'],
    ['https://github.com/o/r/releases', 'github:o/r'],
    ['git@github.com:o/r.git', 'github:o/r'],
    ['ssh://git@github.com/o/r', 'github:o/r'],
    ['github.com/o/r', 'github:o/r'],
    ['github.com/o/r.gitops', 'github:o/r.gitops'],
    ['github://o/r', 'github:o/r'],
    ['github:o/r.git', 'github:o/r'],
    ['github:github.com/o/r', 'github:o/r'],
    ['github:https://github.com/o/r', 'github:o/r'],
    ['GitHub:o/r', 'github:o/r'],
    ['oci-layout', 'oci-layout:DIRECTORY'],
    ['oci-layout/x', 'oci-layout:x'],
    ['oci-layout://x', 'oci-layout:x'],
    ['oci-layout:///tmp/x', 'oci-layout:/tmp/x'],
    ['./x', 'oci-layout:./x'],
    ['/tmp/x', 'oci-layout:/tmp/x'],
    ['.release/oci', 'oci-layout:.release/oci'],
  ])('%s: write %s', (url, meant) => expect(complain(url)).toMatch(new RegExp(`; write ${meant.replaceAll('.', '\\.')}$`)));

  test.each([
    ...['nowhere', 'o/r', '', 'github:o', 'github.com', 'oci:/o/r', 'https://me:secret@ghcr.io/o', 'github:o/r?token=secret'],
    ...['ghcr.io', 'mylocalhost/x', 'localhosts/x', 'mirror/oci-layout', 'oci-layout/x\ny', 'ghcr.io/git@o/x'],
  ])('%j: nothing is guessed, and no password is repeated', (url) => {
    expect(complain(url)).toContain('github:owner/repository');
    expect(complain(url)).not.toContain('secret@');
  });

  test('a suggestion is a target', () => {
    for (const url of ['ghcr.io/Org/x/', 'https://github.com/o/r.git', 'oci-layout/x'])
      expect(() => openTarget(complain(url).split('; write ')[1] ?? '', {})).not.toThrow();
  });
});
