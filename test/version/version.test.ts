import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bumpVersion,
  channelOf,
  compareVersions,
  firstVersion,
  formatClusterClassName,
  formatKubernetesVersion,
  formatReleaseName,
  formatTagVersion,
  formatVersion,
  isChartVersion,
  isWellNumbered,
  type Line,
  maxVersion,
  newestVersion,
  parseKubernetesVersion,
  parseReleaseName,
  parseVersion,
  requireChannel,
  requireReleaseName,
  requireVersion,
  type Version,
} from '../../src/version/index.ts';

const word = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const major = fc.nat(999_999_999);
const stable = major.map((number): Version => ({ kind: 'stable', major: number }));
const channel = fc
  .tuple(major, word, word)
  .map(([number, name, patch]): Version => ({ kind: 'channel', major: number, channel: name, patch }));
const minor = fc.nat(99_999);
const line = fc.record({ provider: word, name: word, kubernetes: fc.record({ major: minor, minor }) });
const v = (text: string): Version => requireVersion(text, 'the version');

describe('versions', () => {
  test('what is formatted is read back, in both spellings', () => {
    fc.assert(
      fc.property(fc.oneof(stable, channel), (version) => {
        expect(parseVersion(formatVersion(version))).toEqual(version);
        expect(parseVersion(formatTagVersion(version))).toEqual(version);
      }),
    );
  });

  test.each<[text: string, version: Version]>([
    ['v4', { kind: 'stable', major: 4 }],
    ['v0', { kind: 'stable', major: 0 }],
    ['v0-sha.abc1234', { kind: 'channel', major: 0, channel: 'sha', patch: 'abc1234' }],
    ['v0-sha-abc1234', { kind: 'channel', major: 0, channel: 'sha', patch: 'abc1234' }],
    ['v1-alpha.0', { kind: 'channel', major: 1, channel: 'alpha', patch: '0' }],
    ['v1-2.3', { kind: 'channel', major: 1, channel: '2', patch: '3' }],
  ])('%s', (text, version) => expect(parseVersion(text)).toEqual(version));

  test.each([
    '',
    'v',
    '4',
    'v01',
    'v-1',
    'V4',
    ' v4',
    'v4 ',
    'v4\n',
    'v4.0',
    'v1.2.3',
    'v1-alpha',
    'v1-alpha.',
    'v1-.1',
    'v1-a_b.1',
    'v1-a.b_1',
    'v1-Beta.1',
    'v1-beta.A',
    'v1-a.1.2',
    'v1-a-1-2',
    'v1.a-1',
    'v1_a.1',
    'v1-ä.1',
    'v1234567890',
    'v٤',
    'v4\u0000',
  ])('%j is not a version', (text) => expect(parseVersion(text)).toBeUndefined());

  test('requireVersion throws invalid-version', () => {
    expect(() => requireVersion('v01', 'the version')).toThrow(expect.objectContaining({ code: 'invalid-version' }));
  });

  test.each([
    ['v4', true],
    ['v0-sha.abc1234', true],
    ['v0-sha.0abc123', true],
    ['v0-sha.0123456', false],
    ['v0-custom.0', true],
    ['v0-custom.07', false],
    ['v0-custom.07a', true],
    ['v0-01.100', false],
    ['v0-0.100', true],
  ])('%s as the version of a Helm chart: %s', (text, expected) => expect(isChartVersion(v(text))).toBe(expected));
});

describe("CSO's order", () => {
  test.each([
    ['v2', 'v10'],
    ['v0-custom.10', 'v0-custom.9'],
    ['v0-custom.100', 'v0-custom.101'],
    ['v0-custom.999', 'v1-custom.100'],
    ['v2-custom.100', 'v10-custom.100'],
    ['v0-sha.0fffffff', 'v0-sha.a'],
    ['v1', 'v1-custom.100'],
  ])('%s is older than %s', (older, newer) => {
    expect([compareVersions(v(older), v(newer)) < 0, compareVersions(v(newer), v(older)) > 0]).toEqual([true, true]);
    expect([maxVersion(v(older), v(newer)), maxVersion(v(newer), v(older))]).toEqual([v(newer), v(newer)]);
  });

  test('equal versions are equal', () => expect(compareVersions(v('v0-a.1'), v('v0-a-1'))).toBe(0));

  test.each([
    ['stable', 'v10'],
    ['custom', 'v0-custom.9'],
    ['sha', 'v0-sha.abc1234'],
    ['beta', undefined],
  ])('the newest of channel %s is %s', (name, expected) => {
    const versions = ['v9', 'v10', 'v2', 'v0-custom.10', 'v0-custom.9', 'v0-sha.abc1234'].map(v);
    expect(newestVersion(versions, name)).toEqual(expected === undefined ? undefined : v(expected));
  });
});

describe('bumps', () => {
  test.each([
    ['stable', 'v1'],
    ['custom', 'v0-custom.100'],
    ['beta', 'v0-beta.100'],
  ])('channel %s begins with %s', (name, first) => expect(formatVersion(firstVersion(name))).toBe(first));

  test.each([
    ['v1', 'v2', true],
    ['v0', 'v1', true],
    ['v9', 'v10', true],
    ['v0-custom.100', 'v0-custom.101', true],
    ['v0-custom.998', 'v0-custom.999', true],
    ['v0-custom.999', 'v1-custom.100', true],
    ['v3-custom.999', 'v4-custom.100', true],
    ['v0-custom.7', 'v1-custom.100', false],
    ['v0-custom.99', 'v1-custom.100', false],
    ['v0-custom.1000', 'v1-custom.100', false],
    ['v0-custom.050', 'v1-custom.100', false],
    ['v0-sha.abc1234', 'v1-sha.100', false],
  ])('%s → %s', (from, to, wellNumbered) => {
    expect([bumpVersion(v(from)), isWellNumbered(v(from))]).toEqual([v(to), wellNumbered]);
  });

  test('a bump is newer, on the same channel', () => {
    fc.assert(
      fc.property(fc.oneof(stable, channel), (version) => {
        const next = bumpVersion(version);
        expect(compareVersions(next, version)).toBeGreaterThan(0);
        expect(channelOf(next)).toBe(channelOf(version));
      }),
    );
  });

  test('a series from the first version never falls back', () => {
    let version = firstVersion('custom');
    for (let i = 0; i < 2000; i++) {
      const next = bumpVersion(version);
      expect(compareVersions(next, version)).toBeGreaterThan(0);
      version = next;
    }
    expect(formatVersion(version)).toBe('v2-custom.300');
  });
});

describe('channels that releases may be numbered under', () => {
  test.each(['beta', 'a1', '1', '0', '10', 'a01', '01a'])('%s', (channel) => expect(requireChannel(channel)).toBe(channel));

  test.each(['', 'Beta', 'betA', 'a-b', 'a_', '.a', '01', '012', 'sha'])('%j is refused', (channel) => {
    expect(() => requireChannel(channel)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});

describe('release names', () => {
  test('what is formatted is read back, with 5 and with 7 parts', () => {
    fc.assert(
      fc.property(line, fc.oneof(stable, channel), (itsLine: Line, version) => {
        const name = formatReleaseName({ line: itsLine, version });
        expect(name.split('-')).toHaveLength(version.kind === 'stable' ? 5 : 7);
        expect(parseReleaseName(name)).toEqual({ line: itsLine, version });
      }),
    );
  });

  test('tag and ClusterClass are spelt differently', () => {
    const release = requireReleaseName('openstack-scs-1-32-v0-sha-abc1234');
    expect(release).toEqual({
      line: { provider: 'openstack', name: 'scs', kubernetes: { major: 1, minor: 32 } },
      version: { kind: 'channel', major: 0, channel: 'sha', patch: 'abc1234' },
    });
    expect([formatReleaseName(release), formatClusterClassName(release)]).toEqual([
      'openstack-scs-1-32-v0-sha-abc1234',
      'openstack-scs-1-32-v0-sha.abc1234',
    ]);
  });

  test.each([
    '',
    'latest',
    'sha256-abc',
    'docker-scs-1-32',
    'docker-my-scs-1-32-v4',
    'docker-scs-1-32-v0-sha',
    'docker-scs-1-32-v0-sha.abc1234',
    'docker-scs-1-32-v0-sha-abc-1',
    'docker-scs-1-32-4',
    'docker-scs-01-32-v4',
    'docker-scs-1-032-v4',
    'docker-scs-1-x-v4',
    'docker-scs-1-32-V4',
    'docker-scs-1-32-v04',
    'Docker-scs-1-32-v4',
    'docker-s_cs-1-32-v4',
    '-scs-1-32-v4',
    'docker--1-32-v4',
    'docker-scs-1-32-v4-',
    ' docker-scs-1-32-v4',
    'docker-scs-1-32-v4\n',
    'docker-scs-1-32-v4.sig',
    'docker-scs-1-123456-v4',
  ])('%j is refused', (text) => {
    expect(parseReleaseName(text)).toBeUndefined();
    expect(() => requireReleaseName(text)).toThrow(expect.objectContaining({ code: 'invalid-release-name' }));
  });
});

describe('Kubernetes versions', () => {
  test('are read back', () => {
    fc.assert(
      fc.property(fc.record({ major: minor, minor, patch: minor }), (version) => {
        expect(parseKubernetesVersion(formatKubernetesVersion(version))).toEqual(version);
      }),
    );
  });

  test.each(['1.32.5', 'v1.32', 'v1.32.x', 'v1.032.5', 'v1.32.5-rc.1', 'v1.32.5+rke2', 'V1.32.5', 'v1.32.5.1', ' v1.32.5', ''])(
    '%j is refused',
    (text) => expect(parseKubernetesVersion(text)).toBeUndefined(),
  );
});
