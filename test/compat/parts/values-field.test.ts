import { expect, test } from 'vitest';
import { VALUES_FIELD } from '../../../src/compat/rules/parts/values-field.ts';
import { checkBuilt } from '../../support/check-built.ts';

const HELM = 'is for charts alone, and CSO gives .Cluster, .ControlPlane, .InfraCluster';

test.each([
  ['what CSO gives', 'a: {{ .Cluster.metadata.name }}{{ $.InfraCluster.spec }}{{ with .ControlPlane }}{{ .spec }}{{ end }}', []],
  ['nothing', 'a: b # {{/* .Values.a */}}\n', []],
  ['values of a chart', 'a: b\nc: {{ .Values.c }}', [`2:7 .Values.c is empty in every cluster: .Values ${HELM}`]],
  [
    'the release, below a list',
    '{{ range .Cluster.spec }}{{ $.Release.Name }}{{ .Chart.Name }}{{ end }}',
    [`1:29 $.Release.Name is empty in every cluster: .Release ${HELM}`, `1:49 .Chart.Name is empty in every cluster: .Chart ${HELM}`],
  ],
  ['small letters', '{{ if .cluster.spec }}a: 1{{ end }}', ['1:7 .cluster.spec is empty in every cluster: write .Cluster']],
  [
    'another case, from the top',
    '{{ range .Cluster.a }}{{ $.Controlplane.b }}{{ end }}',
    ['1:26 $.Controlplane.b is empty in every cluster: write .ControlPlane'],
  ],
  ['small letters of an item', '{{ range .Cluster.a }}{{ if .cluster }}{{ .cluster.b }}{{ end }}{{ end }}', []],
  [
    'small letters after a list',
    '{{ range .Cluster.a }}{{ end }}{{ .infraCluster.b }}',
    ['1:35 .infraCluster.b is empty in every cluster: write .InfraCluster'],
  ],
  ['a field of a variable', '{{ $a := .Cluster }}{{ $a.cluster.Values }}', []],
])('a template of values that asks for %s', async (_, template, expected) => {
  const findings = await checkBuilt([VALUES_FIELD], { 'cluster-addon/cni/overwrite.yaml': template });
  const warned = findings.filter(({ verdict }) => verdict === 'warn');
  expect(warned.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(expected);
  expect(findings.map(({ verdict, subject, file }) => `${verdict} ${subject} ${file?.split('/').at(-1)}`)).toEqual(
    expected.length === 0 ? ['ok cni overwrite.yaml'] : expected.map(() => 'warn cni overwrite.yaml'),
  );
});
