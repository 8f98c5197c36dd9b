import { expect, test } from 'vitest';
import { readChart } from '../../../src/chart/index.ts';
import { createFile } from '../../../src/files/index.ts';
import { linkKubernetes, listLinks, readChanges } from '../../../src/lifecycle/notes/list-links.ts';

async function read(text: string) {
  const chart = await readChart('chart', [createFile('Chart.yaml', Buffer.from(`apiVersion: v2\n${text}`))]);
  if (chart === undefined) throw new Error('no chart');
  return chart;
}

const urls = async (text: string) => listLinks(await read(text)).map(({ url }) => url);

test('known charts lead to the release, others to what they name', async () => {
  expect(await urls('name: cilium\nversion: 1.17.4\nhome: https://cilium.io/')).toEqual([
    'https://github.com/cilium/cilium/releases/tag/v1.17.4',
  ]);
  expect(await urls('name: openstack-cloud-controller-manager\nversion: 2.33.1\nappVersion: v1.33.0')).toEqual([
    'https://github.com/kubernetes/cloud-provider-openstack/releases/tag/openstack-cloud-controller-manager-2.33.1',
    'https://github.com/kubernetes/cloud-provider-openstack/releases/tag/v1.33.0',
  ]);
  expect(
    await urls(
      'name: other\nversion: 1.0.0\nhome: https://example.com/x\nsources: [https://github.com/o/r.git, "https://github.com/o/r/tree/main/charts"]',
    ),
  ).toEqual(['https://github.com/o/r/releases', 'https://example.com/x']);
});

test.each([
  'javascript:alert(1)',
  'https://user:pass@example.com/',
  'https://example.com/<script>',
  'https://example.com/a b',
  'ftp://example.com',
  'https://',
  `https://example.com/${'a'.repeat(600)}`,
])('%s is no link', async (url) => {
  expect(await urls(`name: constructor\nversion: 1.0.0\nhome: ${JSON.stringify(url)}`)).toEqual([]);
});

test('a version of Kubernetes has an anchor without dots', () => {
  expect(linkKubernetes('v1.32.11').url).toBe('https://github.com/kubernetes/kubernetes/blob/master/CHANGELOG/CHANGELOG-1.32.md#v13211');
});

test.each([
  ['- one\n- kind: fixed\n  description: two\n- description: three\n- 4\n- kind: added', ['one', 'fixed: two', 'three']],
  ['not: a list', []],
  ['- [', []],
])('changes of the chart itself: %s', async (changes, expected) => {
  const text = `name: x\nversion: 1.0.0\nannotations:\n  artifacthub.io/changes: ${JSON.stringify(changes)}`;
  expect(readChanges(await read(text))).toEqual(expected);
});
