import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PromoteRequest, promote, revert } from '../../../src/lifecycle/index.ts';
import { openTarget } from '../../../src/publish/index.ts';
import { publishTo } from '../../support/publish-to.ts';
import { buildContent } from '../../support/release-builder.ts';
import type { DisturbedVerb } from './disturb.ts';

/**
 * `revert` and `promote` of releases that lie in a layout, to the targets of a world, which have `docker-demo-1-32-v1` with
 * other content.
 */
export async function openRepublishing(): Promise<{
  readonly verbs: Readonly<Record<'revert' | 'promote' | 'promote as it is', DisturbedVerb>>;
  remove(): void;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'clusterstack-republish-'));
  const source = `oci-layout:${join(folder, 'layout')}`;
  for (const [version, replicas] of [
    ['v1', 1],
    ['v2', 0],
    ['v0-beta.100', 7],
  ] as const) {
    await publishTo(openTarget(source, {}), await buildContent(version, { 'cluster-class/values.yaml': `replicas: ${replicas}\n` }));
  }
  const request = (reference: string, targets: readonly string[], output: string, more: Partial<PromoteRequest> = {}): PromoteRequest => ({
    ...{ reference, source, targets, output },
    ...more,
  });
  const beta = 'docker-demo-1-32-v0-beta-100';
  return {
    verbs: {
      revert: {
        release: 'docker-demo-1-32-v3',
        run: (targets, output, runtime) => revert(request('docker-demo-1-32-v1', targets, output), runtime),
      },
      promote: {
        release: 'docker-demo-1-32-v3',
        run: (targets, output, runtime) => promote(request(beta, targets, output, { channel: 'stable' }), runtime),
      },
      'promote as it is': { release: beta, run: (targets, output, runtime) => promote(request(beta, targets, output), runtime) },
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
