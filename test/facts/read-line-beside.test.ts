import { expect, test } from 'vitest';
import { readLineBeside } from '../../src/facts/read-line-beside.ts';
import type { Stack } from '../../src/stack/index.ts';
import { type Overrides, parseBuilt, SINGLE_STAGE } from '../support/stack-builder.ts';

const CNI = 'apiVersion: v2\nname: cni\nversion: 1.2.3\n';

async function read(overrides: Overrides, minor: number, distance = -1): Promise<string[] | undefined> {
  const stack = parseBuilt(overrides);
  const { config } = stack;
  const { line } = config;
  const next: Stack = { ...stack, config: { ...config, line: { ...line, kubernetes: { ...line.kubernetes, minor } } } };
  const before = await readLineBeside([{ directory: '.', findings: [], config, stack }], next, distance, undefined);
  return before && [before.name, ...before.addons.map(({ folder, chart }) => `${folder} ${chart.name.source} ${chart.version.source}`)];
}

test('the addons of the line of the minor before', async () => {
  expect(await read({ 'cluster-addon/cni/Chart.yaml': CNI }, 33)).toEqual(['docker-demo-1-32', 'cni cni 1.2.3']);
});

test('the addons of the line of the minor after', async () => {
  expect(await read({ 'cluster-addon/cni/Chart.yaml': CNI }, 31, 1)).toEqual(['docker-demo-1-32', 'cni cni 1.2.3']);
});

test('the one chart of a single-stage stack', async () => {
  expect((await read(SINGLE_STAGE, 33))?.length).toBe(2);
});

test.each([31, 32, 34])('nothing for 1.%i, where the run has 1.32 alone', async (minor) => {
  expect(await read({}, minor)).toBeUndefined();
});
