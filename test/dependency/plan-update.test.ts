import { expect, test } from 'vitest';
import { planSlot } from '../../src/dependency/plan-update.ts';

const place = { file: 'cluster-addon/agent/Chart.yaml', line: 5, column: 14 };
const user = (minor: number) => ({
  line: `docker-demo-1-${minor}`,
  folder: 'cluster-addon/agent',
  kubernetes: { major: 1, minor, patch: 0 },
  isSelected: true,
});

test('of two lines that take a version from one place, one that cannot be compared weighs more than one that is warned of', () => {
  const rule = {
    chart: 'agent',
    compare: 'version',
    ranges: { '1.32': '1.x' },
    outside: 'warn',
    source: 'the vendor',
    asOf: '2026-11-22',
  } as const;
  const dependency = { name: 'agent', version: '>=2.0.0', repository: 'https://charts.example', tags: [], place };
  const slot = {
    place,
    dependency,
    users: [user(32), user(33)],
    versions: [{ name: 'agent', version: '2.0.0', url: 'https://charts.example/agent-2.0.0.tgz' }],
  };
  expect(planSlot(slot, { addons: { rules: [rule], charts: [] } }).move).toEqual({
    name: 'agent',
    lines: ['docker-demo-1-32', 'docker-demo-1-33'],
    from: undefined,
    to: '2.0.0',
    reason: '2.0.0 is not compared, since the rule says nothing of Kubernetes 1.33',
  });
});
