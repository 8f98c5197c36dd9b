import { describe, expect, test } from 'vitest';
import { type ModeWords, parseMode } from '../../src/options/mode.ts';
import type { Mode } from '../../src/request.ts';

describe('parseMode', () => {
  test.each<[words: ModeWords, mode: Mode]>([
    [{}, { kind: 'stable' }],
    [{ mode: '', channel: '', clusterStackVersion: '', clusterAddonVersion: '', nodeImageVersion: '' }, { kind: 'stable' }],
    [{ mode: 'stable', channel: 'stable' }, { kind: 'stable' }],
    [{ channel: 'custom' }, { kind: 'channel', channel: 'custom' }],
    [
      { mode: 'stable', channel: 'beta2' },
      { kind: 'channel', channel: 'beta2' },
    ],
    [{ mode: 'hash' }, { kind: 'hash' }],
    [{ mode: 'hash', channel: '' }, { kind: 'hash' }],
    [
      { mode: 'custom', clusterStackVersion: 'v1' },
      { kind: 'custom', clusterStack: 'v1', clusterAddon: 'v1', nodeImage: 'v1' },
    ],
    [
      { mode: 'custom', clusterStackVersion: 'v3', clusterAddonVersion: 'v2', nodeImageVersion: 'v0-custom.7' },
      { kind: 'custom', clusterStack: 'v3', clusterAddon: 'v2', nodeImage: 'v0-custom.7' },
    ],
  ])('%j', (words, mode) => expect(parseMode(words)).toEqual(mode));

  test.each<ModeWords>([
    { mode: 'Stable' },
    { mode: 'sha' },
    { mode: 'channel' },
    { mode: 'custom' },
    { mode: 'custom', clusterAddonVersion: 'v1' },
    { mode: 'custom', clusterStackVersion: 'v1', channel: 'beta' },
    { mode: 'hash', channel: 'beta' },
    { mode: 'hash', nodeImageVersion: 'v1' },
    { clusterStackVersion: 'v1' },
    { channel: 'Beta' },
    { channel: 'my-beta' },
    { channel: 'beta.1' },
    { channel: 'sha' },
    { channel: '01' },
    { channel: ' ' },
  ])('%j is wrong usage', (words) => expect(() => parseMode(words)).toThrow(expect.objectContaining({ code: 'usage' })));
});
