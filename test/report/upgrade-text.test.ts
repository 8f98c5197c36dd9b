import { createColors } from 'picocolors';
import { expect, test } from 'vitest';
import type { Effect } from '../../src/effect.ts';
import { formatUpgrade } from '../../src/report/upgrade-text.ts';

const effect = (more: Partial<Effect>): Effect => ({
  kind: 'roll-control-plane',
  subject: 'control plane',
  scope: { kind: 'all' },
  when: 'at-once',
  verdict: 'ok',
  message: 'all control plane machines are replaced',
  cause: { field: 'files[0].content', file: 'class.yaml', line: 3 },
  rule: 'kcp-kubeadmconfig',
  ...more,
});

const format = (effects: readonly Effect[]) =>
  formatUpgrade(createColors(false), { from: 'docker-demo-1-32-v1', summary: 'Something happens.', effects });

test('the sentence, and each cause that replaces something or is not sure, once', () => {
  const lines = format([
    effect({}),
    effect({ kind: 'roll-control-plane-init' }),
    effect({ kind: 'in-place', subject: 'quiet' }),
    effect({ kind: 'in-place', subject: 'variable mtu', verdict: 'conditional', cause: { field: 'mtu' } }),
    effect({ kind: 'restart-pods', subject: 'DaemonSet kube-system/cilium', cause: { field: 'image', file: 'a.yaml' } }),
  ]);
  expect(lines).toEqual([
    '  clusters that come from docker-demo-1-32-v1:',
    '    Something happens.',
    '    why  control plane: files[0].content (class.yaml:3)',
    '    why  variable mtu: mtu',
    '    why  DaemonSet kube-system/cilium: image (a.yaml)',
  ]);
});

test('of many causes the rest is counted', () => {
  const lines = format(Array.from({ length: 7 }, (_, index) => effect({ cause: { field: `files[${index}]` } })));
  expect(lines.slice(-2)).toEqual(['    why  control plane: files[4]', '    and 2 more; clusterstack diff tells all']);
});
