import { expect, test } from 'vitest';
import type { Effect } from '../../src/effect.ts';
import { foldEffects } from '../../src/effects/fold-effects.ts';
import { locateField } from '../../src/effects/locate-field.ts';
import { readCni } from '../support/helm-tool.ts';

const FILE = 'stack/cluster-addon/cni/templates/a.yaml';

test('fields of one file are found where one line has them, and many take no time', async () => {
  const text = `a: 1\n---\nb: 2\na: 3\n---\n${Array.from({ length: 50_000 }, (_, index) => `k${index}: x\n`).join('')}`;
  const chart = await readCni({ 'templates/a.yaml': text });
  const lineOf = (key: string, line: number) => locateField(chart, { place: { file: FILE, line } }, { path: [key], label: undefined }).line;
  expect([lineOf('a', 1), lineOf('a', 3), lineOf('b', 1), lineOf('b', 4), lineOf('none', 1), lineOf('k7', 1)]).toEqual([1, 4, 3, 4, 1, 13]);
  const many = Array.from({ length: 50_000 }, (_, index) => lineOf(`k${index}`, 5));
  // Those that are not looked for any more are where their object begins.
  expect([many[0], many[49_999]]).toEqual([6, 5]);
});

test('many effects are folded in no time', () => {
  const effect = (index: number): Effect => ({
    kind: 'restart-pods',
    when: 'later',
    subject: `Deployment/a${index}`,
    verdict: 'ok',
    message: 'x',
    scope: { kind: 'all' },
    cause: { file: FILE, field: 'image' },
    rule: 'x',
  });
  const effects = Array.from({ length: 100_000 }, (_, index) => effect(index));
  expect(foldEffects([...effects, ...effects]).length).toBe(100_000);
});
