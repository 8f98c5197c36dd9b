import { expect, test } from 'vitest';
import { openSource } from '../../src/lifecycle/open-source.ts';

test.each([
  ['https://ghcr.io/org/stacks', '"https://ghcr.io/org/stacks" is not a target; write oci://ghcr.io/org/stacks'],
  ['OCI://ghcr.io/org/stacks', '"OCI://ghcr.io/org/stacks" is not a target; write oci://ghcr.io/org/stacks'],
  ['https://github.com/org/stacks', '"https://github.com/org/stacks" is not a target; write github:org/stacks'],
  [
    'https://me:secret@ghcr.io/x',
    '"https://…@ghcr.io/x" is not a target; write oci://host/repository, github:owner/repository or oci-layout:DIRECTORY',
  ],
])('the URL %s is no folder', (source, message) => {
  expect(() => openSource(source, { today: '2026-11-23' })).toThrow(expect.objectContaining({ code: 'invalid-target', message }));
});
