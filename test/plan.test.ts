import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMPONENTS, type Component } from '../src/component.ts';
import { parsePlan } from '../src/options/plan-file.ts';
import { decideVersions } from '../src/plan.ts';
import type { Placeholder } from '../src/stack/index.ts';
import { compareVersions, formatVersion } from '../src/version/index.ts';
import { makeVersions } from './support/release-builder.ts';

interface Row {
  readonly channel?: string;
  /** `clusterStack clusterAddon nodeImage` */
  readonly newest?: string;
  readonly ahead?: string;
  readonly changed?: readonly Component[];
  readonly placeholders?: readonly Placeholder[];
}

const decide = ({ channel = 'stable', newest, ahead, changed = [], placeholders = [] }: Row) =>
  decideVersions({
    channel,
    newest: newest === undefined ? undefined : { versions: makeVersions(newest) },
    ahead: ahead === undefined ? undefined : { versions: makeVersions(ahead) },
    changed,
    addonPlaceholders: new Set(placeholders),
  });

describe('decideVersions', () => {
  test.each<[row: Row, expected: string]>([
    // The first release.
    [{}, 'v1 v1 v1'],
    [{ channel: 'custom' }, 'v0-custom.100 v0-custom.100 v0-custom.100'],
    [{ channel: 'beta' }, 'v0-beta.100 v0-beta.100 v0-beta.100'],
    [{ placeholders: ['ClusterClassVersion', 'NodeImageVersion'] }, 'v1 v1 v1'],
    // What changed goes up.
    [{ newest: 'v1', changed: ['kubernetes'] }, 'v2 v1 v1'],
    [{ newest: 'v1', changed: ['cluster-class'] }, 'v2 v1 v1'],
    [{ newest: 'v1', changed: ['cluster-addon'] }, 'v2 v2 v1'],
    [{ newest: 'v1', changed: ['cluster-addon-values'] }, 'v2 v2 v1'],
    [{ newest: 'v1', changed: ['stages'] }, 'v2 v2 v1'],
    [{ newest: 'v1', changed: ['node-images'] }, 'v2 v1 v2'],
    [{ newest: 'v1', changed: [...COMPONENTS] }, 'v2 v2 v2'],
    [{ newest: 'v7 v3 v1', changed: ['cluster-class'] }, 'v8 v3 v1'],
    [{ newest: 'v7 v3 v1', changed: ['cluster-addon'] }, 'v8 v4 v1'],
    [{ newest: 'v7 v3 v1', changed: ['node-images'] }, 'v8 v3 v2'],
    // Versions inside the addons' files change them.
    [{ newest: 'v7 v3 v1', changed: ['cluster-class'], placeholders: ['ClusterClassVersion'] }, 'v8 v4 v1'],
    [{ newest: 'v7 v3 v1', changed: ['cluster-class'], placeholders: ['NodeImageVersion'] }, 'v8 v3 v1'],
    [{ newest: 'v7 v3 v1', changed: ['node-images'], placeholders: ['NodeImageVersion'] }, 'v8 v4 v2'],
    [{ newest: 'v7 v3 v1', changed: ['cluster-class'], placeholders: ['ClusterAddonVersion'] }, 'v8 v3 v1'],
    // Channels.
    [{ channel: 'custom', newest: 'v0-custom.100', changed: ['cluster-class'] }, 'v0-custom.101 v0-custom.100 v0-custom.100'],
    [{ channel: 'custom', newest: 'v0-custom.999', changed: ['cluster-addon'] }, 'v1-custom.100 v1-custom.100 v0-custom.999'],
    [{ channel: 'custom', newest: 'v0-custom.7', changed: ['stages'] }, 'v1-custom.100 v1-custom.100 v0-custom.7'],
    // A component's version of another channel is not counted on with.
    [{ channel: 'custom', newest: 'v0-custom.105 v3 v1', changed: ['cluster-addon'] }, 'v0-custom.106 v0-custom.106 v1'],
    [{ newest: 'v4 v0-sha.abc1234 v0-sha.abc1234', changed: ['node-images'] }, 'v5 v0-sha.abc1234 v5'],
    // Another target is ahead: nothing of it is used again.
    [{ ahead: 'v3' }, 'v4 v4 v4'],
    [{ newest: 'v1', ahead: 'v3' }, 'v4 v4 v4'],
    [{ newest: 'v1', ahead: 'v3 v2 v1', changed: ['cluster-class'] }, 'v4 v3 v2'],
    [{ newest: 'v5 v5 v1', ahead: 'v6 v2 v2', changed: ['cluster-class'] }, 'v7 v6 v3'],
    [{ newest: 'v1', ahead: 'v3 v0-x.1 v1' }, 'v4 v4 v2'],
    [{ channel: 'beta', newest: 'v0-beta.100', ahead: 'v0-beta.250' }, 'v0-beta.251 v0-beta.251 v0-beta.251'],
  ])('%j → %s', (row, expected) => expect(decide(row)).toEqual(makeVersions(expected)));

  test("the stack's version is above all, and what changed never keeps its version", () => {
    const number = fc.integer({ min: 1, max: 30 });
    const versions = fc.tuple(number, number, number).map(([a, b, c]) => `v${a} v${Math.min(a, b)} v${Math.min(a, c)}`);
    fc.assert(
      fc.property(
        versions,
        fc.option(versions, { nil: undefined }),
        fc.subarray([...COMPONENTS], { minLength: 1 }),
        (newest, other, changed) => {
          const earlier = makeVersions(newest);
          const ahead =
            other !== undefined && compareVersions(makeVersions(other).clusterStack, earlier.clusterStack) > 0 ? other : undefined;
          const next = decide({ newest, changed, ...(ahead !== undefined && { ahead }) });
          const highest = makeVersions(ahead ?? newest).clusterStack;
          expect(compareVersions(next.clusterStack, highest)).toBeGreaterThan(0);
          const addonChanged = changed.some((name) => ['cluster-addon', 'cluster-addon-values', 'stages'].includes(name));
          if (addonChanged) expect(formatVersion(next.clusterAddon)).not.toBe(formatVersion(earlier.clusterAddon));
          if (!addonChanged && ahead === undefined) expect(next.clusterAddon).toEqual(earlier.clusterAddon);
        },
      ),
    );
  });
});

describe('parsePlan', () => {
  const line = { stack: 'docker-demo-1-32', directory: 'stacks/docker/demo' };
  const valid = { schemaVersion: 1, request: { mode: { kind: 'stable' }, targets: ['oci-layout:a'] }, releases: [line] };

  test('is read', () => expect(parsePlan(JSON.stringify(valid), 'plan.json')).toEqual(valid));

  test.each<[name: string, plan: unknown]>([
    ['no object', []],
    ['null', null],
    ['another version', { ...valid, schemaVersion: 2 }],
    ['a report of release, which has no request', { ...valid, request: undefined }],
    ['no releases', { ...valid, releases: undefined }],
    ['nothing planned', { ...valid, releases: [] }],
    ['a malformed line', { ...valid, releases: [null] }],
    ['a line without a directory', { ...valid, releases: [{ stack: 'x' }] }],
    ['no mode', { ...valid, request: { targets: [] } }],
    ['an unknown mode', { ...valid, request: { ...valid.request, mode: { kind: 'nightly' } } }],
    ['a channel without a name', { ...valid, request: { ...valid.request, mode: { kind: 'channel' } } }],
    ['custom without versions', { ...valid, request: { ...valid.request, mode: { kind: 'custom', clusterStack: 'v1' } } }],
    ['malformed targets', { ...valid, request: { ...valid.request, targets: [1] } }],
    ['a malformed source', { ...valid, request: { ...valid.request, source: {} } }],
    ['a malformed Kubernetes version', { ...valid, request: { ...valid.request, kubernetes: 1.32 } }],
  ])('%s', (_, plan) => {
    expect(() => parsePlan(JSON.stringify(plan), 'plan.json')).toThrow(expect.objectContaining({ code: 'invalid-plan' }));
  });

  test.each(['', '{', 'x'])('%j is not JSON', (text) => {
    expect(() => parsePlan(text, 'plan.json')).toThrow(expect.objectContaining({ code: 'invalid-plan' }));
  });
});
