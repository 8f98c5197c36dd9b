import { expect, test } from 'vitest';
import { listPresent, listSubjects } from '../src/attest.ts';
import type { LineReport, TargetReport } from '../src/result.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

function report(...targets: readonly TargetReport[]): LineReport {
  return { stack: 's', directory: 'd', action: 'released', changed: [], assets: [], findings: [], targets };
}

test('what was published to registries is attested, by its repository and digest', () => {
  const releases = [
    report(
      { url: 'oci://ghcr.io/org/stacks', result: 'published', digest: DIGEST },
      { url: 'github:org/stacks', result: 'published', digest: DIGEST },
      { url: 'oci-layout:a', result: 'published', digest: DIGEST },
    ),
    report({ url: 'oci://ghcr.io/org/stacks', result: 'present', digest: DIGEST }),
    report({ url: 'oci://ghcr.io/org/stacks', result: 'failed' }),
  ];
  expect(listSubjects({ schemaVersion: 1, releases })).toEqual([{ name: 'ghcr.io/org/stacks', digest: { sha256: 'a'.repeat(64) } }]);
});

test('of what was there already, only what was made from the commit of this run', () => {
  const [ours, theirs] = ['c'.repeat(40), 'd'.repeat(40)];
  const url = 'oci://ghcr.io/org/stacks';
  const releases = [
    report({ url, result: 'present', digest: DIGEST, commit: ours }, { url: 'github:org/stacks', result: 'present', digest: DIGEST }),
    report({ url, result: 'present', digest: `sha256:${'b'.repeat(64)}`, commit: theirs }),
    report({ url, result: 'present', digest: `sha256:${'e'.repeat(64)}` }),
  ];
  expect(listPresent({ schemaVersion: 1, releases }, ours)).toEqual([{ name: 'ghcr.io/org/stacks', digest: { sha256: 'a'.repeat(64) } }]);
  expect(listPresent({ schemaVersion: 1, releases }, undefined)).toEqual([]);
});
