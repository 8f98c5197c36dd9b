import { expect, test } from 'vitest';
import { VERSIONS } from '../../../src/compat/rules/versions/index.ts';
import { checkBuilt } from '../../support/check-built.ts';
import { formatConfig } from '../../support/stack-builder.ts';

const RULE = VERSIONS.filter(({ code }) => code === 'chart-kube-version');
const FOLDER = 'cluster-addon/cni/charts/agent';

async function check(kubeVersion: string, kubernetes = 'v1.32.5', folder = FOLDER) {
  return checkBuilt(RULE, {
    'csctl.yaml': formatConfig({ kubernetes }),
    [`${FOLDER}/Chart.yaml`]: 'apiVersion: v2\nname: agent\nversion: 1.0.0\n',
    [`${folder}/Chart.yaml`]: `apiVersion: v2\nname: agent\nversion: 1.0.0\nkubeVersion: ${JSON.stringify(kubeVersion)}\n`,
  });
}

test('a whole finding, at the field of the chart inside', async () => {
  expect(await check('>= 1.34.0-0')).toEqual([
    {
      code: 'chart-kube-version',
      verdict: 'warn',
      subject: 'agent',
      message:
        'kubeVersion ">= 1.34.0-0" does not accept v1.32.5: its vendor does not support it there, and Helm deploys it all the same. Take a version of the chart that does',
      file: 'stacks/docker/demo/cluster-addon/cni/charts/agent/Chart.yaml',
      line: 4,
      column: 14,
      source: 'https://helm.sh/docs/topics/charts/#the-kubeversion-field',
      waived: false,
    },
  ]);
});

test.each([
  ['>= 1.21.0-0', 'v1.32.5', ['ok']],
  ['>=1.25.0, <1.32.0', 'v1.32.5', ['warn']],
  ['>=1.25.0 <1.33.0', 'v1.32.5', ['ok']],
  ['1.31.x || 1.32.x', 'v1.32.5', ['ok']],
  ['^1.20', 'v1.32.5', ['ok']],
  ['~1.32.6', 'v1.32.5', ['warn']],
  ['=> 1.30', 'v1.32.5', ['ok']],
  ['!= 1.32.5', 'v1.32.5', ['warn']],
  ['1.28 - 1.31', 'v1.32.5', ['warn']],
  ['1.28 - 1.32', 'v1.32.5', ['ok']],
  ['1.28 - 1.32.x', 'v1.31.0', ['ok']],
  ['~> 1.32.0', 'v1.32.5', ['ok']],
  ['>= 1.30 <', 'v1.32.5', ['warn']],
  ['no version', 'v1.32.5', ['warn']],
  ['', 'v1.32.5', []],
])('kubeVersion %j in a stack of %s: %j', async (kubeVersion, kubernetes, verdicts) => {
  expect((await check(kubeVersion, kubernetes)).map(({ verdict }) => verdict)).toEqual(verdicts);
});

test('the verdicts are those that the rule names', () => expect(RULE.map(({ verdicts }) => verdicts)).toEqual([['warn', 'ok']]));

test('charts inside charts, too', async () => {
  expect(await check('< 1.30', 'v1.32.5', `${FOLDER}/charts/agent`)).toMatchObject([
    { verdict: 'warn', file: 'stacks/docker/demo/cluster-addon/cni/charts/agent/charts/agent/Chart.yaml' },
  ]);
});
