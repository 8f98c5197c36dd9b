import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { parseHelmError } from '../../src/chart/helm-error.ts';
import { readCni } from '../support/helm-tool.ts';
import { packTar } from '../support/tar.ts';

const PATH = 'stack/cluster-addon/cni';
const FOLDER = '/tmp/clusterstack-helm-x/chart';
const packed = gzipSync(packTar([{ path: 'sub/Chart.yaml', content: 'apiVersion: v2\nname: sub\nversion: 1.0.0\n' }]));
const chart = await readCni({
  'Chart.yaml': 'apiVersion: v2\nname: cni\nversion: 1.0.0\nkubeVersion: ">=1.99"\n',
  'templates/a.yaml': 'a',
  'templates/_a.tpl': 'a',
  'crds/a.yaml': 'a',
  'charts/sub.tgz': packed,
  'charts/README.md': 'x',
});

// In the words of Helm 3.19.
test.each<[message: string, place: { readonly file: string; readonly line?: number; readonly column?: number }]>([
  [
    'template: cni/templates/a.yaml:2:13: executing "cni/templates/a.yaml" at <.Values.a.b>: no',
    { file: 'templates/a.yaml', line: 2, column: 14 },
  ],
  ['parse error at (cni/templates/a.yaml:12): unexpected {{end}}', { file: 'templates/a.yaml', line: 12 }],
  ['YAML parse error on cni/templates/a.yaml: error converting YAML to JSON', { file: 'templates/a.yaml' }],
  ['cni/crds/a.yaml:3: no', { file: 'crds/a.yaml', line: 3 }],
  // The error is in the innermost template that is the stack's own.
  [
    'template: cni/templates/a.yaml:1:4: executing "cni/templates/a.yaml" at <include "t" .>: error calling include: template: cni/templates/_a.tpl:7:3: executing "t" at <.a>: no',
    { file: 'templates/_a.tpl', line: 7, column: 4 },
  ],
  [
    'template: cni/templates/a.yaml:1:4: executing "cni/templates/a.yaml" at <include "t" .>: error calling include: template: cni/charts/sub/templates/_b.tpl:7:3: executing "t" at <.a>: no',
    { file: 'templates/a.yaml', line: 1, column: 5 },
  ],
  [
    'template: cni/charts/sub/templates/a.yaml:1:4: executing "cni/charts/sub/templates/a.yaml" at <include "t" .>: error calling include: template: cni/charts/sub/templates/_b.tpl:7:3: executing "t" at <.a>: no',
    { file: 'charts/sub.tgz' },
  ],
  ['template: cni/charts/sub/templates/b.yaml:7:3: executing "t" at <.a>: no', { file: 'charts/sub.tgz' }],
  ['chart requires kubeVersion: >=1.99 which is incompatible with Kubernetes v1.32.5', { file: 'Chart.yaml', line: 4, column: 14 }],
  ['failed to parse -: error converting YAML to JSON', { file: 'overwrite.yaml' }],
  ['error unpacking subchart README.md in cni: Chart.yaml file is missing', { file: 'charts/README.md' }],
  ['error unpacking subchart sub.tgz in cni: file does not appear to be a gzipped archive', { file: 'charts/sub.tgz' }],
  ['error unpacking subchart gone.tgz in cni: no', { file: 'Chart.yaml' }],
  ['cannot load values.yaml: error converting YAML to JSON', { file: 'values.yaml' }],
  ['something else that speaks of templates/a.yaml', { file: 'Chart.yaml' }],
  ['this chart requires kubeVersion, failed to parse -, cannot load x: error unpacking subchart sub.tgz in cni', { file: 'Chart.yaml' }],
])('%s', (message, { file, ...position }) => {
  expect(parseHelmError(`Error: ${message}\n`, chart, FOLDER, `${PATH}/overwrite.yaml`)).toEqual({
    message,
    place: { file: `${PATH}/${file}`, ...position },
  });
});

test('values that came from nowhere, and a kubeVersion that is not there, have no place', async () => {
  const plain = await readCni({});
  const place = { file: `${PATH}/Chart.yaml` };
  expect(parseHelmError('Error: failed to parse -: no', plain, FOLDER, undefined).place).toEqual(place);
  expect(parseHelmError('Error: chart requires kubeVersion: x', plain, FOLDER, undefined).place).toEqual(place);
});

test.each<[stderr: string, message: string]>([
  ['WARNING: a\nError: no\n\nUse --debug flag to render out invalid YAML\n', 'no'],
  ['Error: values do not meet the schema:\ncni:\n- at "/a":   got string\n\n', 'values do not meet the schema: cni: - at "/a": got string'],
  [`Error: open ${FOLDER}/templates/a.yaml: in ${FOLDER} and ${FOLDER}/charts`, 'open templates/a.yaml: in and charts'],
  ['Error:no', 'no'],
  ['a line\nwith an Error: in it', 'a line with an Error: in it'],
  ['', ''],
  [`Error: ${'x'.repeat(3000)}`, 'x'.repeat(2000)],
])('the message in %j is one line without what does not help', (stderr, message) => {
  expect(parseHelmError(stderr, chart, FOLDER, undefined).message).toBe(message);
});
