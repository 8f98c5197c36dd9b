import { join } from 'node:path';
import { expect, test } from 'vitest';
import { release } from '../src/release.ts';
import type { ReleaseRequest, Runtime } from '../src/request.ts';
import { useGitHub } from './support/github/index.ts';
import { writeStack } from './support/stack-builder.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const start = useGitHub();

test('GitHub’s page of a release has its notes, against the release before it', async () => {
  const github = await start();
  const root = temporaryDirectory();
  const stack = join(root, 'stack');
  writeStack(stack);
  const request: ReleaseRequest = {
    stacks: [stack],
    mode: { kind: 'stable' },
    output: join(root, 'out'),
    targets: [`oci-layout:${join(root, 'oci')}`, 'github:owner/stacks'],
    allowDirty: true,
  };
  const warnings: string[] = [];
  const runtime: Runtime = {
    today: '2026-11-29',
    github: { apiUrl: github.apiUrl, token: github.token },
    retry: { sleep: async () => {} },
    logger: { progress() {}, warn: (message) => void warnings.push(message) },
  };
  const run = async () => (await release(request, runtime)).releases.map(({ action, error }) => error ?? action);
  expect(await run()).toEqual(['released']);
  writeStack(stack, { 'cluster-addon/cni/values.yaml': 'mtu: 1400\n' });
  expect(await run()).toEqual(['released']);
  const bodies = Object.fromEntries(github.repository.releases.map(({ name, body }) => [name, body]));
  expect(bodies['docker-demo-1-32-v1']).toMatch(/Cluster stack release[\s\S]*### What clusters live through\n\nThe first release/);
  expect(bodies['docker-demo-1-32-v2']).toMatch(
    /### What clusters live through[\s\S]*### Versions[\s\S]*class: docker-demo-1-32-v2[\s\S]*### Files\n\n\| file \| digest \|/,
  );
  expect(warnings.filter((warning) => warning.includes('notes'))).toEqual([]);
});
