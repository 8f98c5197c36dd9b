import { expect, test } from 'vitest';
import { findRelease } from '../../src/lifecycle/find-release.ts';
import type { ReleaseSource } from '../../src/release/index.ts';

test.each([
  ['docker-demo-1-32-v2', 'source-failed', 'oci://host/x lists docker-demo-1-32-v2 and has no such release; try again'],
  [
    'docker-demo-1-32-v3',
    'no-release',
    'oci://host/x has no docker-demo-1-32-v3; did you mean docker-demo-1-32-v2? it has docker-demo-1-32-v2',
  ],
])('a source that lists a release and does not show it: %s', async (name, code, message) => {
  const source: ReleaseSource = { url: 'oci://host/x', list: async () => ['docker-demo-1-32-v2'], read: async () => undefined };
  const found = findRelease({ kind: 'name', source: source.url, name }, { open: () => source, channel: 'stable' });
  await expect(found).rejects.toMatchObject({ code, message: message });
});
