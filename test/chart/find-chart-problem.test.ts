import { expect, test } from 'vitest';
import { findChartProblem } from '../../src/chart/index.ts';
import { toTree } from '../support/helm-tool.ts';

const CHART = 'apiVersion: v2\nname: cni\nversion: 1.0.0\n';

test.each<[name: string, files: Readonly<Record<string, string>>, problem: string | undefined]>([
  ['the chart', { 'cni/Chart.yaml': CHART, 'cni/templates/a.yaml': '' }, undefined],
  ['a file beside its folder', { 'cni/Chart.yaml': CHART, README: '' }, 'has "README" outside of its one folder cni/'],
  ['another folder', { 'cni-2/Chart.yaml': CHART, 'cni/Chart.yaml': CHART }, 'has "cni-2/Chart.yaml" outside of its one folder cni/'],
  ['no Chart.yaml', { 'cni/values.yaml': '', 'cni/charts/cni/Chart.yaml': CHART }, 'has no Chart.yaml'],
  ['nothing', {}, 'has no Chart.yaml'],
  ['another name', { 'cni/Chart.yaml': 'name: csi\nversion: 1.0.0\n' }, 'holds the chart csi 1.0.0 instead of cni 1.0.0'],
  ['another version', { 'cni/Chart.yaml': 'name: cni\nversion: v1.0.0\n' }, 'holds the chart cni v1.0.0 instead of cni 1.0.0'],
  ['a chart without a name', { 'cni/Chart.yaml': 'version: 1.0.0\n' }, 'holds the chart without a name 1.0.0 instead of cni 1.0.0'],
  ['a chart without a version', { 'cni/Chart.yaml': 'name: cni\n' }, 'holds the chart cni  instead of cni 1.0.0'],
  ['no YAML', { 'cni/Chart.yaml': '- [' }, 'holds the chart without a name  instead of cni 1.0.0'],
])('an archive with %s', (_, files, problem) => {
  expect(findChartProblem(toTree(files), { name: 'cni', version: '1.0.0' })).toBe(problem);
});

test('two spellings may stand for one version', () => {
  const files = toTree({ 'cni/Chart.yaml': 'name: cni\nversion: v1.0.0\n' });
  const isSame = (a: string, b: string) => a.replace('v', '') === b;
  expect(findChartProblem(files, { name: 'cni', version: '1.0.0' }, isSame)).toBeUndefined();
  expect(findChartProblem(files, { name: 'cni', version: '1.0.1' }, isSame)).toBe('holds the chart cni v1.0.0 instead of cni 1.0.1');
});
