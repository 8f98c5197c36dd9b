import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateValues } from '../../src/chart/evaluate-values.ts';
import { buildSampleCluster } from '../../src/chart/sample-cluster.ts';
import { readTemplateWords } from '../../src/chart/template-actions.ts';
import { describeWithHelm } from '../support/helm-tool.ts';

const FILE = 'stack/cluster-addon/ccm/overwrite.yaml';
const variables = [
  { name: 'workload_loadbalancer', value: 'octavia-ovn' },
  { name: 'replicas', value: 3 },
  { name: 'odd', value: { 'a"b': [true, null, 1.5, 'x{{ }}\n'] } },
];
const cluster = buildSampleCluster({ provider: 'openstack', clusterClass: 'openstack-demo-1-32-v1', kubernetes: 'v1.32.5', variables });

test('words of a template are those of its actions', () => {
  const source =
    'toYaml {{- /* toYaml }} */ -}} {{ "toYaml }}" | `tpl` }}\n  {{ if (eq .a.b $x.c) }}{{ $.Cluster.d | toYaml }}{{ 1.5 }} {{ (index .l 0).m }}';
  expect(readTemplateWords(source).map(({ text, line, column }) => `${text} ${line}:${column}`)).toEqual([
    'if 2:6',
    'eq 2:10',
    '.a.b 2:13',
    '$x.c 2:18',
    '$.Cluster.d 2:29',
    'toYaml 2:43',
    'index 2:66',
    '.l 2:72',
    '.m 2:77',
  ]);
});

test('words have their places on lines of any text, and a variable alone is none', () => {
  const words = readTemplateWords('\n{{ a }}\n\n{{ $x }}{{ b\n .c }}d\n{{ e }}\n');
  expect(words.map(({ kind, text, line, column }) => `${kind} ${text} ${line}:${column}`)).toEqual([
    'name a 2:4',
    'name b 4:12',
    'fields .c 5:2',
    'name e 6:4',
  ]);
});

test('words of any text are read without end or error', () => {
  const piece = fc.constantFrom('{{', '}}', '/*', '*/', '"', '`', "'", '\\', '.a', '$', 'x', '-', '\n', ' ');
  fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => void readTemplateWords(pieces.join(''))));
});

const HELM_ONLY = ['toYaml', 'fromYamlArray', 'include', 'tpl', 'required', 'lookup', 'genCA', 'semverCompare', 'wrapWith'];

describeWithHelm('values templates', (helm) => {
  const evaluate = (source: string) => evaluateValues({ file: FILE, bytes: Buffer.from(source) }, cluster, helm);

  test.each([
    ['a text below values', 'values: |\n  cluster:\n    name: {{ .Cluster.metadata.name }}\n', 'cluster:\n  name: sample\n'],
    ['values themselves', 'name: {{ $.Cluster.metadata.name }}\n', 'name: sample\n'],
    ['nothing', '{{- /* later */ -}}\n', ''],
    ['nothing at all', '', ''],
    [
      'whole numbers',
      'a: {{ printf "https://%s:%d" .Cluster.spec.controlPlaneEndpoint.host .Cluster.spec.controlPlaneEndpoint.port }}',
      'a: https://203.0.113.10:6443',
    ],
    ['what the provider reports', 'a: {{ eq .InfraCluster.status.externalNetwork.name "external" }}', 'a: true'],
    ['what is not there', 'a: "{{ .InfraCluster.status.nothing.at.all }}"', 'a: "<no value>"'],
    ['functions of slim-sprig', 'a: {{ .ControlPlane.spec.version | trimPrefix "v" | quote }}', 'a: "1.32.5"'],
    [
      'variables and definitions',
      `values: |
  {{- define "of" }}{{ range .Cluster.spec.topology.variables }}{{ if eq .name "replicas" }}{{ .value }}{{ end }}{{ end }}{{ end }}
  n: {{ template "of" $ }}
  {{- range .Cluster.spec.topology.variables }}
  {{- if and (eq .name "workload_loadbalancer") (eq .value "octavia-ovn") }}
  provider: ovn
  {{- end }}
  {{- if eq .name "odd" }}
  odd: {{ toJson .value }}
  {{- end }}
  {{- end }}
`,
      'n: 3\nprovider: ovn\nodd: {"a\\"b":[true,null,1.5,"x{{ }}\\n"]}\n',
    ],
  ])('evaluate to %s', async (_, source, text) => {
    expect(await evaluate(source)).toMatchObject({ kind: 'values', text });
  });

  test.each(HELM_ONLY)('that call %s, which only charts have, fail', async (name) => {
    expect(await evaluate(`a: 1\nb: {{ 1 | ${name} }}\n`)).toEqual({
      kind: 'failed',
      message: `calls ${name}, which Helm's charts have and CSO's templates have not`,
      place: { file: FILE, line: 2, column: 11 },
    });
  });

  test.each([
    ['a: 1\nb: {{ end }}\n', 'parse error at (overwrite.yaml:2): unexpected {{end}}', { line: 2 }],
    ['a: {{ if .Cluster }}\n', 'parse error at (overwrite.yaml:2): unexpected EOF', { line: 2 }],
    ['a: {{ missing .Cluster }}\n', 'parse error at (overwrite.yaml:1): function "missing" not defined', { line: 1 }],
    [
      'a:\n  b: {{ .Cluster.kind.x }}\n',
      expect.stringMatching(/^overwrite\.yaml:2:16:? executing "overwrite\.yaml" at <\.Cluster\.kind\.x>: can't evaluate field x/),
      { line: 2, column: 17 },
    ],
    [
      'a: |\n  {{ .Cluster.spec | toYaml }}\n',
      "calls toYaml, which Helm's charts have and CSO's templates have not",
      { line: 2, column: 22 },
    ],
    ['- {{ .Cluster.kind }}\n', 'evaluates to something that is not a map of values', {}],
  ])('fail with their place: %j', async (source, message, place) => {
    expect(await evaluate(source)).toEqual({ kind: 'failed', message, place: { file: FILE, ...place } });
  });

  test('that are no YAML once evaluated fail', async () => {
    expect(await evaluate('a: [{{ .Cluster.kind }}\n')).toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/^evaluates to text that is not valid YAML/),
      place: { file: FILE },
    });
  });

  test.each([
    ['a: {{ .Cluster.spec.topology.class }}\n', true],
    ['a: {{ .InfraCluster.status.nothing }}\n', false],
    ['{{ range .Cluster.spec.topology.variables }}{{ .name }}: 1\n{{ end }}', true],
  ])('know whether all their fields are known: %j', async (source, complete) => {
    expect(await evaluate(source)).toMatchObject({ kind: 'values', complete });
  });

  test.each([
    ['a: {{ index .InfraCluster.status.nothing 0 }}\n', /asks for fields that only a real cluster has.*index of/],
    ['a: {{ fail "set a region" }}\n', /stops for a cluster without choices of its user: set a region$/],
  ])('that fail for want of a real cluster prove nothing: %j', async (source, message) => {
    expect(await evaluate(source)).toEqual({ kind: 'skipped', reason: 'unknown-values', message: expect.stringMatching(message) });
  });

  test.each([
    ['a: {{ env "HOME" }}\n', 'env', { line: 1, column: 7 }, 'a: clusterstack-stand-in\n'],
    [
      '# über\na: {{ "ü" }}{{ "$HOME/x" | expandenv | upper }}\n',
      'expandenv',
      { line: 2, column: 28 },
      '# über\na: üCLUSTERSTACK-STAND-IN\n',
    ],
    ['{{ if eq (env "A") (getHostByName "b") }}a: 1{{ end }}\n', 'env, getHostByName', { line: 1, column: 11 }, 'a: 1\n'],
    [
      'a: {{ .Cluster.kind }} # env\nb: {{ "env" }} {{ env (env "A") }}',
      'env',
      { line: 2, column: 19 },
      'a: Cluster # env\nb: env clusterstack-stand-in',
    ],
  ])("that read the operator's environment are evaluated with something in its place: %j", async (source, calls, place, text) => {
    expect(await evaluate(source)).toEqual({
      kind: 'values',
      text,
      complete: false,
      guessed: { message: `${FILE} asks for what ${calls} gives in the operator alone`, place: { file: FILE, ...place } },
    });
  });

  test('that fail over the environment of the operator prove nothing, unless Go cannot even read them', async () => {
    expect(await evaluate('a: {{ index (env "A" | splitList "/") 3 }}\n')).toEqual({
      kind: 'skipped',
      reason: 'unknown-values',
      message: expect.stringMatching(
        `^${FILE} asks for what env gives in the operator alone, and without that it fails: overwrite.yaml:1:`,
      ),
    });
    expect(await evaluate('a: {{ env "A" }}\nb: {{ end }}\n')).toEqual({
      kind: 'failed',
      message: 'parse error at (overwrite.yaml:2): unexpected {{end}}',
      place: { file: FILE, line: 2 },
    });
  });

  test.each([
    ['values that are no text', 'values:\n  a: 1\n'],
    ['values in a definition of more', 'other:\n  values: |\n    a: 1\n'],
  ])('are the document itself with %s', async (_, source) => {
    expect(await evaluate(source)).toEqual({ kind: 'values', text: source, complete: true });
  });

  test('with something in the place of unknown fields', async () => {
    const source = 'a: {{ .InfraCluster.status.nothing.at.all | upper }}{{ .Cluster.kind }}\n';
    const evaluated = await evaluateValues({ file: FILE, bytes: Buffer.from(source) }, cluster, helm, 'stand-in');
    expect(evaluated).toEqual({
      kind: 'values',
      text: 'a: CLUSTERSTACK-STAND-INCluster\n',
      complete: false,
      guessed: { message: `${FILE} asks for fields that only a real cluster has`, place: { file: FILE } },
    });
    const known = 'a: {{ .Cluster.kind }}\n';
    expect(await evaluateValues({ file: FILE, bytes: Buffer.from(known) }, cluster, helm, 'stand-in')).toEqual({
      kind: 'values',
      text: 'a: Cluster\n',
      complete: true,
    });
  });
});
