import { expect, test } from 'vitest';
import type { Reading } from '../../../src/lifecycle/index.ts';
import { readOffered } from '../../../src/management/manifests/read-offered.ts';

test('a release that the source lists and then does not have may be there: it is unread, and not gone', async () => {
  const source = { list: async () => ['docker-demo-1-32-v1', 'latest'], read: async () => undefined };
  const reading = { open: () => source, instruments: { shipped: {} } } as unknown as Reading;
  const { releases, findings } = await readOffered(reading, ['oci://registry.example.com/cs'], new Map());
  expect(releases).toMatchObject([{ name: 'docker-demo-1-32-v1', kubernetes: undefined, run: undefined }]);
  expect(findings.map(({ verdict, code, subject, message }) => [verdict, code, subject, message])).toEqual([
    [
      'unknown',
      'release-unread',
      'docker-demo-1-32-v1',
      'it could not be read, so it stays listed where it was and is not added: oci://registry.example.com/cs lists it, and then says that it is not there',
    ],
  ]);
});
