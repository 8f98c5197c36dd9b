import { createColors } from 'picocolors';
import { expect, test } from 'vitest';
import type { ReleaseState } from '../../src/lifecycle/index.ts';
import { describeVerified } from '../../src/report/verify-text.ts';

const state = { name: 'withdrawn', since: '2026-11-01', reason: 'its CNI loses packets' } as const satisfies ReleaseState;

test.each<[more: Partial<ReleaseState>, told: string]>([
  [{}, 'its CNI loses packets'],
  [{ replacedBy: 'docker-demo-1-32-v4' }, 'its CNI loses packets. Take docker-demo-1-32-v4 in its place.'],
  [
    { reason: 'It loses packets.', replacedBy: 'docker-demo-1-32-v4', url: 'https://example.com/7' },
    'It loses packets. Take docker-demo-1-32-v4 in its place. See https://example.com/7',
  ],
])('why a release is withdrawn, and what to do, are sentences: %j', (more, told) => {
  const release = { release: 'docker-demo-1-32-v3', verdict: 'ok', places: [], differences: [], findings: [] } as const;
  const text = describeVerified({ schemaVersion: 1, releases: [{ ...release, state: { ...state, ...more } }] }, createColors(false));
  expect(text.split('\n')[1]).toBe(`  withdrawn since 2026-11-01: ${told}`);
});
