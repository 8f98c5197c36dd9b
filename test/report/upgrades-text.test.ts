import { expect, test } from 'vitest';
import { formatPatch, type UpgradeEdge, type UpgradesReport } from '../../src/lifecycle/index.ts';
import { formatUpgrades } from '../../src/report/index.ts';
import { requireReleaseName } from '../../src/version/index.ts';

const [FROM, TO] = ['docker-scs-1-36-v1', 'docker-scs-1-37-v1'];
const EDGE: UpgradeEdge = {
  from: FROM,
  to: TO,
  verdict: 'conditional',
  state: 'deprecated',
  reasons: [{ code: 'deprecated', verdict: 'warn', message: `${TO} is deprecated: old\u001b[2J`, url: 'https://example.org' }],
  effects: [],
  summary: 'Nothing happens to clusters that exist.',
  patch: formatPatch(requireReleaseName(TO), 'v1.37.0'),
};
const report = (more: Partial<UpgradesReport>): UpgradesReport => ({
  schemaVersion: 1,
  source: 'oci://r/s',
  from: FROM,
  edges: [EDGE],
  ...more,
});

test('steps are told with their reasons', () => {
  expect(formatUpgrades(report({}), false)).toBe(`from ${FROM}
  conditional ${TO}  deprecated
    Nothing happens to clusters that exist.
    warn  deprecated
      ${TO} is deprecated: old\\u{1b}[2J  https://example.org
`);
  expect(formatUpgrades(report({ edges: [] }), false)).toBe(
    `oci://r/s has no release on the same channel that clusters of ${FROM} can go to\n`,
  );
});

test('a way is told with what to apply', () => {
  const text = formatUpgrades(report({ to: TO, chain: [FROM, TO] }), false);
  expect(text.split('\n').slice(0, 3)).toEqual([`${FROM} → ${TO}`, '', 'step 1 of 1']);
  expect(text).toContain(`
    spec:
      topology:
        class: docker-scs-1-37-v1
        version: v1.37.0
`);
  expect(formatUpgrades(report({ to: FROM, chain: [FROM], edges: [] }), false)).toBe(`${FROM} is where to go: nothing to do\n`);
});

test('where there is no way, what stands against the steps is told', () => {
  const text = formatUpgrades(report({ to: TO, chain: [] }), false);
  expect(text).toContain(`there is no way from ${FROM} to ${TO}; from ${FROM}\n  conditional ${TO}`);
  expect(formatUpgrades(report({ to: TO, chain: [], edges: [] }), false)).toContain('it leads nowhere');
});
