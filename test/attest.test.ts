import { expect, test } from 'vitest';
import { listSubjects } from '../src/attest.ts';
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
