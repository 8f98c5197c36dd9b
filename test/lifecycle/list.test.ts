import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { attempt } from '../../src/errors.ts';
import { type ListRequest, listReleases } from '../../src/lifecycle/index.ts';
import { openTarget } from '../../src/publish/index.ts';
import { createRecord, type ReleaseContent, writeRelease } from '../../src/release/index.ts';
import { buildHistory } from '../support/history.ts';
import { publishTo } from '../support/publish-to.ts';
import { startRegistry, type TestRegistry } from '../support/registry.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const RUNTIME = { today: '2026-11-28', logger: { progress() {}, warn() {} } };
const HISTORY = await buildHistory();

function request(source: string, more: Partial<ListRequest> = {}): ListRequest {
  const none = { kubernetes: undefined, channel: undefined, stack: undefined, addon: undefined, releases: undefined, knowledge: undefined };
  return { source, detail: 'manifests', refresh: false, ...none, ...more };
}

async function publish(source: string, releases: readonly ReleaseContent[], runtime: object = {}): Promise<void> {
  const target = openTarget(source, runtime);
  for (const release of releases) await publishTo(target, release);
}

async function serve(options: Parameters<typeof startRegistry>[0] = {}) {
  const registry = await startRegistry(options);
  onTestFinished(() => registry.close());
  const runtime = { ...RUNTIME, plainHttp: { hosts: new Set([registry.host]), withCredentials: false }, cache: temporaryDirectory() };
  return { registry, runtime, source: `oci://${registry.host}/org/stacks` };
}

function requestsOf({ requests }: TestRegistry): string[] {
  return requests.splice(0).map(({ path }) => path.replace(/^\/v2\/org\/stacks\/(\w+).*$/, '$1'));
}

function count(words: readonly string[]): Record<string, number> {
  return Object.fromEntries([...new Set(words)].map((word) => [word, words.filter((other) => other === word).length]));
}

describe('the history', () => {
  test('is listed by line, channel and version, with where clusters may go', async () => {
    const source = `oci-layout:${join(temporaryDirectory(), 'oci')}`;
    await publish(source, HISTORY);
    const { releases, strangers } = await listReleases(request(source), RUNTIME);
    expect(strangers).toBe(0);
    expect(releases.map(({ release }) => release)).toEqual(HISTORY.map(({ name }) => name));
    expect(releases[0]).toEqual({
      release: 'docker-demo-1-34-v1',
      line: 'docker-demo-1-34',
      version: 'v1',
      tag: 'docker-demo-1-34-v1',
      channel: 'stable',
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      kubernetes: 'v1.34.1',
      state: 'expired',
      stateDetails: { since: '2026-10-28', reason: 'Kubernetes supported this minor until 2026-10-27' },
      endOfLife: '2026-10-27',
      newest: false,
      next: ['docker-demo-1-34-v8', 'docker-demo-1-35-v8'],
    });
    const newest = releases.filter((release) => release.newest).map(({ release, next, state }) => [release, next, state]);
    expect(newest).toEqual([
      ['docker-demo-1-34-v8', ['docker-demo-1-35-v8'], 'expired'],
      ['docker-demo-1-35-v8', ['docker-demo-1-36-v6'], 'unknown'],
      ['docker-demo-1-36-v6', ['docker-demo-1-37-v5'], 'unknown'],
      ['docker-demo-1-36-v0-beta-101', ['docker-demo-1-37-v0-beta-100'], 'unknown'],
      ['docker-demo-1-37-v5', [], 'unknown'],
      ['docker-demo-1-37-v0-beta-100', [], 'unknown'],
    ]);
  });
});
