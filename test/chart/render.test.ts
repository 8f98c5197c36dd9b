import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  type Chart,
  createRenderer,
  type Helm,
  hashRequest,
  openRenderCache,
  type RenderedObject,
  type RenderRequest,
  readHelm,
} from '../../src/chart/index.ts';
import { describeWithHelm, readCni, writeHelm } from '../support/helm-tool.ts';
import { packTar } from '../support/tar.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const PATH = 'stack/cluster-addon/cni';
const CHARTS = join(import.meta.dirname, '../../../shared/charts');
const cluster = { provider: 'docker', clusterClass: 'docker-demo-1-32-v1', kubernetes: 'v1.32.5' };
const addon = (chart: Chart, values?: string): RenderRequest => ({
  kind: 'addon',
  chart,
  cluster,
  ...(values !== undefined && { values: { file: `${PATH}/overwrite.yaml`, bytes: Buffer.from(values) } }),
});
const brief = ({ kind, name, namespace, place }: RenderedObject) => [kind, name, namespace, place.file, place.line];

/** A helm that notes each start, and does what the script says. */
function writeFakeHelm(script: string): { readonly folder: string; readonly starts: () => number } {
  const folder = writeHelm(`echo start >> "\${0%/*}/starts"\ncase "$1" in version) echo v9.9.9; exit;; esac\n${script}`);
  return {
    folder,
    starts: () => (existsSync(join(folder, 'starts')) ? readFileSync(join(folder, 'starts'), 'utf8').split('\n').length - 1 : 0),
  };
}

describe('a renderer', () => {
  test('without helm skips', async () => {
    expect(await readHelm(temporaryDirectory())).toBeUndefined();
    const render = createRenderer({ helm: undefined, atATime: 1 });
    expect(await render(addon(await readCni({})))).toMatchObject({ kind: 'skipped', reason: 'no-helm' });
  });

  test('does not start helm where a dependency lacks its chart', async () => {
    const { folder, starts } = writeFakeHelm('exit 1');
    const render = createRenderer({ helm: await readHelm(folder), atATime: 1 });
    const chart = await readCni({
      'Chart.yaml': 'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n- {name: a, condition: off}\n- {name: b}\n- {name: c}\n',
      'charts/anything/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
    });
    expect(await render(addon(chart))).toEqual({
      kind: 'skipped',
      reason: 'missing-dependency',
      message: `${PATH}/Chart.yaml asks for a, c, and charts/ holds no chart of that name`,
    });
    expect(starts()).toBe(1);
  });

  test('starts helm not at all for what is kept', async () => {
    const fake = writeFakeHelm('printf -- "---\\n# Source: cni/templates/a.yaml\\nkind: A\\n"');
    const cache = openRenderCache(temporaryDirectory());
    const chart = await readCni({ 'templates/a.yaml': 'kind: A\n' });
    const run = async (request: RenderRequest) => createRenderer({ helm: await readHelm(fake.folder, cache), cache, atATime: 1 })(request);
    const first = await run(addon(chart));
    expect(first).toMatchObject({ kind: 'rendered', objects: [{ kind: 'A', place: { file: `${PATH}/templates/a.yaml`, line: 1 } }] });
    expect(fake.starts()).toBe(2);
    expect(await run(addon(chart))).toEqual(first);
    expect(fake.starts()).toBe(2);
    // Other values, another Kubernetes, another file: rendered anew.
    await run({ kind: 'addon', chart, cluster: { ...cluster, kubernetes: 'v1.33.1' } });
    await run(addon(await readCni({ 'templates/a.yaml': 'kind: A\n', 'values.yaml': 'a: 1\n' })));
    await run({ kind: 'cluster-class', chart, release: 'docker-demo-1-32', namespace: 'cluster' });
    expect(fake.starts()).toBe(5);
  });

  test('runs so many at a time', async () => {
    const folder = temporaryDirectory();
    const fake = writeFakeHelm(`mkdir ${folder}/$$; ls ${folder} | wc -l >> ${logOf(folder)}; sleep 0.3; rmdir ${folder}/$$`);
    const render = createRenderer({ helm: await readHelm(fake.folder), atATime: 2 });
    const charts = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => readCni({ 'values.yaml': `a: ${text}\n` })));
    await Promise.all(charts.map((chart) => render(addon(chart))));
    const together = readFileSync(logOf(folder), 'utf8').trim().split('\n').map(Number);
    expect([together.length, Math.max(...together)]).toEqual([5, 2]);
  });

  const schema = '{"properties": {"a": {"$ref": "https://example.com/a.json"}}}';
  const CLASS = 'template docker-demo-1-32 FOLDER --namespace cluster';
  const ADDON = 'template --include-crds --kube-version v1.32.5 cluster-addon FOLDER --namespace kube-system';
  test.each<[name: string, files: Readonly<Record<string, string>>, skips: string]>([
    ['a chart', {}, ''],
    ['a schema that would be fetched', { 'values.schema.json': schema }, ' --skip-schema-validation'],
    ['a sub-chart that cannot be read, and its schema with it', { 'charts/a.tgz': 'x' }, ' --skip-schema-validation'],
  ])('calls helm as CSO does for %s', async (_, files, skips) => {
    const { folder } = writeFakeHelm(
      `cd chart; printf -- "---\\n# Source: cni/templates/a.yaml\\nargs: $*\\nfolder: $(pwd)\\nfiles: $(find . -type f | sort | xargs)\\ninput: $(cat)\\n"`,
    );
    const render = createRenderer({ helm: await readHelm(folder), atATime: 1 });
    const chart = await readCni({ 'templates/sub/a.yaml': 'a', ...files });
    const requests: readonly RenderRequest[] = [
      { kind: 'cluster-class', chart, release: 'docker-demo-1-32', namespace: 'cluster' },
      { kind: 'addon', chart, cluster },
    ];
    const called = [];
    for (const request of requests) {
      const result = await render(request);
      if (result.kind !== 'rendered') throw new Error(JSON.stringify(result));
      const { args, folder: chartFolder, files: paths, input } = result.objects[0]?.data ?? {};
      called.push([result.namespace, String(args).replace(String(chartFolder), 'FOLDER'), paths, input]);
      expect(existsSync(String(chartFolder))).toBe(false);
    }
    const written = ['./Chart.yaml', ...Object.keys(files).map((path) => `./${path}`), './templates/sub/a.yaml'].sort().join(' ');
    expect(called).toEqual([
      ['cluster', `${CLASS}${skips} --kube-version v1.34.0`, written, null],
      ['kube-system', `${ADDON}${skips} -f -`, written, null],
    ]);
  });

  test('gives helm the values that the template evaluates to', async () => {
    const { folder } = writeFakeHelm(
      'case "$2" in values) echo "result: $(printf "a: 1\\n" | base64)";; *) printf -- "---\\n# Source: cni/templates/a.yaml\\n$(cat)\\n";; esac',
    );
    const render = createRenderer({ helm: await readHelm(folder), atATime: 1 });
    expect(await render(addon(await readCni({}), 'made up'))).toMatchObject({ kind: 'rendered', objects: [{ data: { a: 1 } }] });
  });

  test('writes nothing outside of the chart, and goes on', async () => {
    const { folder, starts } = writeFakeHelm('echo');
    const render = createRenderer({ helm: await readHelm(folder), atATime: 1 });
    for (const path of ['../a', 'templates/../../a', '/a']) {
      await expect(render(addon(await readCni({ [path]: 'a' })))).rejects.toThrow(`${path} leads out of the chart`);
    }
    expect(await render(addon(await readCni({ 'a..b': 'a' })))).toEqual({
      kind: 'rendered',
      namespace: 'kube-system',
      objects: [],
      problems: [],
    });
    expect(starts()).toBe(2);
  });

  test('keeps what fails by the chart alone', async () => {
    const { folder, starts } = writeFakeHelm('echo "Error: no" >&2; exit 1');
    const cache = openRenderCache(temporaryDirectory());
    const render = createRenderer({ helm: await readHelm(folder), cache, atATime: 1 });
    const failure = { kind: 'failed', message: 'no', place: { file: `${PATH}/Chart.yaml` } };
    expect([await render(addon(await readCni({}))), await render(addon(await readCni({})))]).toEqual([failure, failure]);
    expect(starts()).toBe(2);
  });

  test.each([
    ['is killed', 'kill -9 $$', 'helm was killed by SIGKILL'],
    ['takes more memory than it may', 'echo "runtime: out of memory: cannot allocate" >&2; exit 2', 'helm needs more than the 3072 MiB'],
    ['crashes', 'echo "fatal error: stack overflow" >&2; exit 2', 'helm crashed: fatal error: stack overflow'],
    ['cannot be loaded', 'exit 127', 'helm ended with exit code 127'],
    ['fails without a word', 'exit 1', 'helm ended with exit code 1'],
    ['answers nonsense', 'echo hello', 'helm answered with something that is not a rendering: hello'],
  ])('a helm that %s is a failure of the chart, and is tried again the next time', async (_, script, message) => {
    const fake = writeFakeHelm(script);
    const cache = openRenderCache(temporaryDirectory());
    const render = createRenderer({ helm: await readHelm(fake.folder), cache, atATime: 1 });
    const failure = { kind: 'failed', message: expect.stringContaining(message), place: { file: `${PATH}/Chart.yaml` } };
    expect(await render(addon(await readCni({})))).toEqual(failure);
    expect(await render(addon(await readCni({})))).toEqual(failure);
    expect(fake.starts()).toBe(3);
  });

  test.each([
    ['answers nonsense', 'echo hello', `helm answered for ${PATH}/overwrite.yaml with something that is not a rendering`],
    ['is killed', 'kill -9 $$', `with the values of ${PATH}/overwrite.yaml, helm was killed by SIGKILL`],
  ])('a helm that %s over the values is a failure of the chart as well', async (_, script, message) => {
    const fake = writeFakeHelm(script);
    const render = createRenderer({ helm: await readHelm(fake.folder), cache: openRenderCache(temporaryDirectory()), atATime: 1 });
    const request = addon(await readCni({}), 'values: |\n  a: 1\n');
    const failure = { kind: 'failed', message, place: { file: `${PATH}/overwrite.yaml` } };
    expect([await render(request), await render(request)]).toEqual([failure, failure]);
    expect(fake.starts()).toBe(3);
  });
});

describe('the key of a rendering', async () => {
  const helm: Helm = { path: '/usr/bin/helm', version: 'v3.19.0', build: 'v3.19.0+1' };
  const chart = await readCni({ 'templates/a.yaml': 'a' });
  const request = { kind: 'addon', chart, cluster } as const;
  const values = { file: 'overwrite.yaml', bytes: Buffer.from('a: 1\n') };
  const variables = [{ name: 'a', value: 1 }];
  const clusterClass = { kind: 'cluster-class', chart, release: 'a', namespace: 'b' } as const;

  test('stays the same where helm lies elsewhere, or a cluster differs that nothing asks for', async () => {
    const key = hashRequest(request, helm);
    expect(key).toMatch(/^render-/);
    expect(hashRequest({ ...request, chart: await readCni({ 'templates/a.yaml': 'a' }) }, { ...helm, path: '/opt/helm' })).toBe(key);
    expect(hashRequest({ ...request, cluster: { ...cluster, variables } }, helm)).toBe(key);
  });

  test('differs with all that a rendering depends on', async () => {
    const moved: Chart = { ...chart, path: 'stack/cluster-addon/csi' };
    const keys = [
      hashRequest(request, helm),
      hashRequest(request, { ...helm, build: 'v3.19.0+2' }),
      hashRequest({ ...request, chart: moved }, helm),
      hashRequest({ ...request, chart: await readCni({ 'templates/a.yaml': 'b' }) }, helm),
      hashRequest({ ...request, chart: await readCni({ 'templates/b.yaml': 'a' }) }, helm),
      hashRequest({ ...request, cluster: { ...cluster, kubernetes: 'v1.32.6' } }, helm),
      hashRequest({ ...request, values }, helm),
      hashRequest({ ...request, values: { ...values, file: 'other.yaml' } }, helm),
      hashRequest({ ...request, values: { ...values, bytes: Buffer.from('a: 2\n') } }, helm),
      hashRequest({ ...request, values, cluster: { ...cluster, variables } }, helm),
      hashRequest(clusterClass, helm),
      hashRequest({ ...clusterClass, release: 'c' }, helm),
      hashRequest({ ...clusterClass, namespace: 'c' }, helm),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});

function logOf(folder: string): string {
  return `${folder}.log`;
}

if (!existsSync(CHARTS)) console.warn('skipped: Cilium is rendered: there is no ../shared/charts');

describeWithHelm('with real helm', (helm) => {
  const render = createRenderer({ helm, atATime: 2 });

  test('a cluster class is rendered as CSO renders it', async () => {
    const chart = await readCni({
      'templates/class.yaml':
        'apiVersion: cluster.x-k8s.io/v1beta1\nkind: ClusterClass\nmetadata:\n  name: {{ .Release.Name }}-{{ .Chart.Version }}\n  namespace: {{ .Release.Namespace }}\n  labels: {version: {{ .Capabilities.KubeVersion.Version }}}\n',
    });
    const result = await render({ kind: 'cluster-class', chart, release: 'docker-demo-1-32', namespace: 'cluster' });
    if (result.kind !== 'rendered') throw new Error(JSON.stringify(result));
    expect(result.objects.map(brief)).toEqual([['ClusterClass', 'docker-demo-1-32-1.0.0', 'cluster', `${PATH}/templates/class.yaml`, 2]]);
    expect(result.objects[0]?.data['metadata']).toMatchObject({ labels: { version: 'v1.34.0' } });
  });

  test('an addon comes with its values, definitions, sub-charts and places', async () => {
    const inner = gzipSync(
      packTar(
        Object.entries({
          'sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
          'sub/templates/a.yaml': 'kind: Secret\nmetadata: {name: in-archive}\n',
        }).map(([path, content]) => ({ path, content })),
      ),
    );
    const chart = await readCni({
      'Chart.yaml':
        'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n- {name: sub, version: 1.0.0}\n- {name: folder, version: 1.0.0, alias: other}\n',
      'crds/policy.yaml': 'kind: CustomResourceDefinition\nmetadata: {name: policy}\n',
      'templates/two.yaml':
        'kind: Service\nmetadata:\n  name: one\n---\n{{ if .Values.more }}\nkind: ServiceAccount\nmetadata: {name: {{ .Values.more }}}\n---\n{{ end }}\nkind: Service\nmetadata:\n  name: two\n  namespace: {{ .Release.Namespace }}\n',
      'templates/unsure.yaml': '{{ range list 1 2 }}\n---\nkind: ConfigMap\nmetadata: {name: c{{ . }}}\n{{ end }}\n',
      'charts/sub-9.tgz': inner,
      'charts/here/Chart.yaml': 'apiVersion: v2\nname: folder\nversion: 1.0.0\n',
      'charts/here/templates/a.yaml': '\nkind: Role\nmetadata: {name: in-folder}\n',
    });
    const result = await render(addon(chart, 'values: |\n  more: {{ .Cluster.spec.topology.version }}\n'));
    if (result.kind !== 'rendered') throw new Error(JSON.stringify(result));
    expect(result.problems).toEqual([]);
    expect(result.objects.map(brief).sort()).toEqual(
      [
        ['ConfigMap', 'c1', undefined, `${PATH}/templates/unsure.yaml`, undefined],
        ['ConfigMap', 'c2', undefined, `${PATH}/templates/unsure.yaml`, undefined],
        ['CustomResourceDefinition', 'policy', undefined, `${PATH}/crds/policy.yaml`, 1],
        ['Role', 'in-folder', undefined, `${PATH}/charts/here/templates/a.yaml`, 2],
        ['Secret', 'in-archive', undefined, `${PATH}/charts/sub-9.tgz`, undefined],
        ['Service', 'one', undefined, `${PATH}/templates/two.yaml`, 1],
        ['Service', 'two', 'kube-system', `${PATH}/templates/two.yaml`, 10],
        ['ServiceAccount', 'v1.32.5', undefined, `${PATH}/templates/two.yaml`, 6],
      ].sort(),
    );
  });

  test.each<[string, Readonly<Record<string, string>>, string | RegExp, object]>([
    [
      'a value of nothing',
      { 'templates/x.yaml': 'kind: A\nx: {{ .Values.a.b.c }}\n' },
      /nil pointer evaluating interface \{\}\.b$/,
      { file: `${PATH}/templates/x.yaml`, line: 2, column: 14 },
    ],
    [
      'an included template',
      { 'templates/x.yaml': 'x: {{ include "t" . }}\n', 'templates/_t.tpl': '{{ define "t" }}\n{{ .Values.a.b.c }}\n{{ end }}\n' },
      /nil pointer evaluating interface \{\}\.b$/,
      { file: `${PATH}/templates/_t.tpl`, line: 2, column: 11 },
    ],
    [
      'an open action',
      { 'templates/x.yaml': 'kind: A\nx: {{ end }}\n' },
      /unexpected \{\{end\}\}$/,
      { file: `${PATH}/templates/x.yaml`, line: 2 },
    ],
    [
      'required',
      { 'templates/x.yaml': 'x: {{ required "give a name" .Values.n }}\n' },
      /give a name$/,
      { file: `${PATH}/templates/x.yaml`, line: 1, column: 7 },
    ],
    [
      'no YAML',
      { 'templates/x.yaml': 'kind: A\nx: [\n' },
      /^YAML parse error on cni\/templates\/x\.yaml: .* line 2: did not find expected node content$/,
      { file: `${PATH}/templates/x.yaml` },
    ],
    [
      'kubeVersion',
      { 'Chart.yaml': 'apiVersion: v2\nname: cni\nversion: 1.0.0\nkubeVersion: ">=1.99"\n' },
      /^chart requires kubeVersion: >=1.99 which is incompatible/,
      { file: `${PATH}/Chart.yaml`, line: 4, column: 14 },
    ],
    [
      'a schema',
      { 'values.schema.json': '{"required": ["z"]}' },
      /^values don't meet the specifications of the schema\(s\) in the following chart\(s\): cni: /,
      { file: `${PATH}/Chart.yaml` },
    ],
    [
      'a stray file',
      { 'charts/README.md': 'x' },
      /^error unpacking subchart README\.md in cni: Chart\.yaml file is missing$/,
      { file: `${PATH}/charts/README.md` },
    ],
    ['values.yaml', { 'values.yaml': 'a: [\n' }, /^cannot load values\.yaml: /, { file: `${PATH}/values.yaml` }],
  ])('a failure tells its place: %s', async (_, files, message, place) => {
    const result = await render(addon(await readCni(files)));
    expect(result).toEqual({ kind: 'failed', message: expect.stringMatching(message), place });
    expect(JSON.stringify(result)).not.toContain(tmpdir());
  });

  test('a failure in a sub-chart shows the folder, or the archive', async () => {
    const files = { 'sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n', 'sub/templates/a.yaml': 'x: {{ fail "no" }}\n' };
    const entries = Object.entries(files).map(([path, content]) => ({ path, content }));
    const packed = await readCni({ 'charts/sub.tgz': gzipSync(packTar(entries)) });
    expect(await render(addon(packed))).toMatchObject({ kind: 'failed', place: { file: `${PATH}/charts/sub.tgz` } });
    const folder = await readCni(Object.fromEntries(entries.map(({ path, content }) => [`charts/${path}`, content])));
    expect(await render(addon(folder))).toMatchObject({
      kind: 'failed',
      place: { file: `${PATH}/charts/sub/templates/a.yaml`, line: 1, column: 7 },
    });
  });

  test('values that Helm cannot read are those of the values template', async () => {
    const result = await render(addon(await readCni({}), 'values: |\n  a: [\n'));
    expect(result).toEqual({
      kind: 'failed',
      message: expect.stringMatching(/^failed to parse -: /),
      place: { file: `${PATH}/overwrite.yaml` },
    });
  });

  test.each([
    ["the operator's environment", '{{ required "no a" .Values.a }}', 'a: {{ env "HOME" }}\n'],
    ['a field of real clusters', '{{ required "no a" .Values.a }}', 'a: {{ index .InfraCluster.status.nothing.here 0 }}\n'],
    ['a field of real clusters that the chart needs', '{{ index (splitList "-" .Values.a) 1 }}', 'a: "{{ .Cluster.spec.nothing }}"\n'],
  ])('%s hides no object', async (_, need, values) => {
    const chart = await readCni({ 'templates/x.yaml': `kind: A\napiVersion: v1\nmetadata: {name: a, namespace: b}\na: ${need}\n` });
    expect(await render(addon(chart, values))).toMatchObject({
      kind: 'rendered',
      objects: [{ kind: 'A', namespace: 'b' }],
      guessed: { place: { file: `${PATH}/overwrite.yaml` } },
    });
  });

  test('a failure over what only a real cluster has does not count', async () => {
    const chart = await readCni({ 'templates/x.yaml': 'kind: A\na: {{ atoi .Values.a | eq 0 | ternary (fail "no number") "" }}\n' });
    const result = await render(addon(chart, 'a: "{{ .InfraCluster.status.nothing.here }}"\n'));
    expect(result).toMatchObject({ kind: 'skipped', reason: 'unknown-values', message: expect.stringContaining('no number') });
  });

  test('10,000 objects are rendered in bounded time and memory', async () => {
    const chart = await readCni({
      'templates/x.yaml': '{{ range $i := until 10000 }}\n---\nkind: ConfigMap\nmetadata:\n  name: c{{ $i }}\ndata: {a: b}\n{{ end }}\n',
    });
    const before = process.memoryUsage().rss;
    const result = await render(addon(chart));
    expect(result.kind === 'rendered' && result.objects.length).toBe(10_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(500 * 1024 * 1024);
  });

  test.skipIf(!existsSync(CHARTS))('Cilium is rendered with what CSO cannot apply [needs ../shared/charts]', async () => {
    const archive = 'cilium-1.17.4.tgz';
    const chart = await readCni({
      'Chart.yaml': 'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n- {name: cilium, version: 1.17.4}\n',
      [`charts/${archive}`]: readFileSync(join(CHARTS, archive)),
    });
    const result = await render(addon(chart));
    if (result.kind !== 'rendered') throw new Error(JSON.stringify(result));
    expect(result.problems).toEqual([]);
    expect(result.namespace).toBe('kube-system');
    const foreign = result.objects.filter(({ namespace }) => namespace === 'cilium-secrets').map(({ kind }) => kind);
    expect(foreign).toEqual(['Role', 'Role', 'RoleBinding', 'RoleBinding']);
    expect(new Set(result.objects.map(({ place }) => place.file))).toEqual(new Set([`${PATH}/charts/${archive}`]));
  });
});
