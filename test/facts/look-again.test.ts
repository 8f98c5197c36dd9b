import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type Chart,
  type Comparison,
  createRenderer,
  formatPath,
  openRenderCache,
  type Rendering,
  type RenderRequest,
  readUse,
  SAME,
} from '../../src/chart/index.ts';
import { createLookAgain, restampChart } from '../../src/facts/look-again.ts';
import { describeWithHelm, readCni, toTree } from '../support/helm-tool.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const CHARTS = join(import.meta.dirname, '../../../shared/charts');
const cluster = { provider: 'docker', clusterClass: 'docker-demo-1-32-v1', kubernetes: 'v1.32.5' };
const addon = (chart: Chart, values = ''): RenderRequest => ({
  kind: 'addon',
  chart,
  cluster,
  values: { file: 'overwrite.yaml', bytes: Buffer.from(values) },
});
const config = (value: string, name = 'a') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  a: fixed\n  b: ${value}\n`;
const brief = (comparison: Comparison | undefined) =>
  comparison?.kind === 'compared'
    ? comparison.differences.map(({ object: { kind, name }, path }) => `${kind}/${name} ${formatPath(path)}`)
    : comparison;

describeWithHelm('a chart that is rendered again', (helm) => {
  const look = async (files: Readonly<Record<string, string | Buffer>>, values?: string) => {
    const render = createRenderer({ helm, atATime: 2 });
    const request = addon(await readCni(files), values);
    return brief((await createLookAgain({ render, helm })(request, await render(request), undefined)).repeated);
  };

  test.each([
    ['a random text', '{{ randAlphaNum 8 }}'],
    ['random bytes in base64', '{{ randBytes 8 }}'],
    ['a choice of three', '{{ index (list "x" "y" "z") (randInt 0 3) }}{{ randInt 0 9 }}'],
    ['an order', '{{ shuffle "abcdefghij" }}'],
    ['a day', '{{ now | date "2006-01-02" | quote }}'],
    ['a year', '{{ date "2006" now | quote }}'],
    ['seconds', '{{ now | unixEpoch | quote }}'],
    ['a UUID', '{{ uuidv4 }}'],
    ['a salted hash', '{{ htpasswd "admin" "secret" | quote }}'],
    ['a CA', '{{ $ca := genCA "ca" 365 }}{{ $ca.Cert | b64enc }}'],
    ['what lookup would have found', '{{ with lookup "v1" "Secret" "default" "x" }}{{ .data.x }}{{ else }}{{ randAlphaNum 8 }}{{ end }}'],
  ])('differs in %s', async (_, value) => {
    expect(await look({ 'templates/a.yaml': config(value) })).toEqual(['ConfigMap/a data.b']);
  });

  test.each([
    ['nothing random', '{{ .Release.Name }}'],
    ['a function that is not reached', '{{ if .Values.random }}{{ randAlphaNum 8 }}{{ end }}x'],
    ['a function by name alone', '{{ "randAlphaNum" }} {{ .Values.now }}'],
    ['a password derived', '{{ derivePassword 1 "long" "a" "b" "c" }}'],
  ])('is the same with %s', async (_, value) => {
    expect(await look({ 'templates/a.yaml': config(value) })).toEqual([]);
  });

  test('differs by names, objects, sub-charts, and templates in values', async () => {
    expect(await look({ 'templates/a.yaml': config('x', '{{ randAlpha 5 | lower }}') })).toEqual([
      expect.stringMatching(/^ConfigMap\/[a-z]{5} metadata\.name$/),
    ]);
    expect(
      await look({
        'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
        'charts/sub/templates/a.yaml': config('{{ uuidv4 }}'),
      }),
    ).toEqual(['ConfigMap/a data.b']);
    expect(await look({ 'templates/a.yaml': config('{{ tpl .Values.b . }}'), 'values.yaml': "b: '{{ uuidv4 }}'\n" })).toEqual([
      'ConfigMap/a data.b',
    ]);
  });

  test('is kept, and rendered only where something random is called', async () => {
    const cache = openRenderCache(temporaryDirectory());
    const renderKept = createRenderer({ helm, cache, atATime: 1 });
    let again = 0;
    const render: typeof renderKept = (request, how) => {
      if (how === 'again') again++;
      return renderKept(request, how);
    };
    const lookAgain = createLookAgain({ render, helm, cache });
    const run = async (value: string) => {
      const request = addon(await readCni({ 'templates/a.yaml': config(value) }));
      return brief((await lookAgain(request, await render(request), undefined)).repeated);
    };
    expect([await run('x'), again]).toEqual([[], 0]);
    expect([await run('{{ uuidv4 }}'), again]).toEqual([['ConfigMap/a data.b'], 1]);
    expect([await run('{{ uuidv4 }}'), again]).toEqual([['ConfigMap/a data.b'], 1]);
  });

  describe.skipIf(!existsSync(CHARTS))('with Cilium', () => {
    const files = {
      'Chart.yaml':
        'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n- {name: cilium, version: 1.17.4, repository: https://helm.cilium.io}\n',
    };
    const chart = () => ({ ...files, 'charts/cilium-1.17.4.tgz': readFileSync(join(CHARTS, 'cilium-1.17.4.tgz')) });

    test('by default makes its certificates at rendering', async () => {
      expect(await look(chart())).toEqual([
        'Secret/cilium-ca data["ca.crt"]',
        'Secret/cilium-ca data["ca.key"]',
        'Secret/hubble-server-certs data["ca.crt"]',
        'Secret/hubble-server-certs data["tls.crt"]',
        'Secret/hubble-server-certs data["tls.key"]',
      ]);
    });

    test('renders to the same where its certificates are made in the cluster', async () => {
      expect(await look(chart(), 'cilium:\n  hubble: {tls: {auto: {method: cronJob}}}\n')).toEqual([]);
    });
  });
});

describe('without helm', () => {
  const look = async (value: string) => {
    const render = createRenderer({ helm: undefined, atATime: 1 });
    const request = addon(await readCni({ 'templates/a.yaml': config(value) }));
    return (await createLookAgain({ render, helm: undefined })(request, await render(request), undefined)).repeated;
  };

  test('nothing can differ where nothing random is called, and else nobody knows', async () => {
    expect(await look('x')).toEqual({ kind: 'compared', differences: [] });
    expect(await look('{{ uuidv4 }}{{ now }}')).toEqual({
      kind: 'unknown',
      message: 'its templates call now, uuidv4, and there is no helm on the PATH',
    });
  });
});

/** Stands in for helm: an object with what was asked for, and what else. */
const renderAs = (data: Readonly<Record<string, unknown>>): Rendering => ({
  kind: 'rendered',
  objects: [{ template: 'a', place: { file: 'a' }, apiVersion: 'v1', kind: 'ConfigMap', name: 'a', namespace: undefined, data }],
  problems: [],
});
const HELM = { path: '/nowhere/helm', version: 'v3.19.0', build: 'v3.19.0+1' };

describe('a chart in the next release', () => {
  const CHART = { 'templates/a.yaml': config('x') };
  const request = async (files: Readonly<Record<string, string>>, values?: string, version = 'v1'): Promise<RenderRequest> => ({
    kind: 'addon',
    chart: await readCni(files),
    cluster: { ...cluster, clusterClass: `docker-demo-1-32-${version}` },
    ...(values !== undefined && { values: { file: 'overwrite.yaml', bytes: Buffer.from(values) } }),
  });
  const classOf = async (files: Readonly<Record<string, string>>): Promise<RenderRequest> => ({
    kind: 'cluster-class',
    chart: await readCni(files),
    release: 'docker-demo-1-32',
    namespace: 'cluster',
  });
  const renderRequest = (one: RenderRequest) =>
    renderAs({
      files: one.chart.files.map(({ path, sha256 }) => `${path} ${sha256}`).join(),
      values: one.kind === 'addon' && one.values?.bytes.toString(),
      class: one.kind === 'addon' && one.cluster.clusterClass,
    });

  /** The whole result, and the requests that were rendered for it. */
  const look = async (first: RenderRequest, next: RenderRequest | undefined, rendering = renderRequest(first)) => {
    const asked: RenderRequest[] = [];
    const render = (one: RenderRequest) => {
      asked.push(one);
      return Promise.resolve(renderRequest(one));
    };
    return { found: await createLookAgain({ render, helm: HELM })(first, rendering, next), asked };
  };

  test.each<[string, Promise<RenderRequest>, Promise<RenderRequest>]>([
    ['an addon without values', request(CHART), request(CHART, undefined, 'v2')],
    ['an addon whose values do not look at the cluster', request(CHART, 'a: 1'), request(CHART, 'a: 1', 'v2')],
    ['a cluster class', classOf(CHART), classOf(CHART)],
  ])('is not rendered where helm would be given the same: %s', async (_, first, next) => {
    const { found, asked } = await look(await first, await next);
    expect(found).toStrictEqual({ use: await readUse((await first).chart), repeated: SAME, renumbered: SAME });
    expect(asked).toEqual([]);
  });

  test.each<[string, Promise<RenderRequest>, Promise<RenderRequest>, readonly string[]]>([
    ['values', request(CHART, 'a: 1'), request(CHART, 'a: 2'), ['values']],
    ['values that come', request(CHART), request(CHART, 'a: 1'), ['values']],
    ['values that go', request(CHART, 'a: 1'), request(CHART), ['values']],
    [
      'values that look at the cluster',
      request(CHART, '<< .Cluster.spec.topology.class >>'),
      request(CHART, '<< .Cluster.spec.topology.class >>', 'v2'),
      ['class'],
    ],
    ['a template', request(CHART), request({ 'templates/a.yaml': config('y') }), ['files']],
    ['a template’s name', request(CHART), request({ 'templates/b.yaml': config('x') }), ['files']],
    ['one more file', request(CHART), request({ ...CHART, 'values.yaml': '' }), ['files']],
    ['a cluster class', classOf(CHART), classOf({ 'templates/a.yaml': config('y') }), ['files']],
  ])('is rendered where it is given something else: %s', async (_, first, next, paths) => {
    const { found, asked } = await look(await first, await next);
    expect(found.renumbered).toMatchObject({ kind: 'compared', differences: paths.map((path) => ({ path: [path] })) });
    expect(asked).toEqual([await next]);
  });

  test('is not looked at where there is none, or the first could not be rendered', async () => {
    const [first, next] = [await request(CHART, 'a: 1'), await request(CHART, 'a: 2')];
    const use = await readUse(first.chart);
    expect(await look(first, undefined)).toStrictEqual({ found: { use, repeated: SAME }, asked: [] });
    const failed: Rendering = { kind: 'failed', message: 'no', place: { file: 'a' } };
    expect(await look(first, next, failed)).toStrictEqual({ found: { use }, asked: [] });
  });

  test('what came out of rendering again is kept for each chart', async () => {
    const asked: unknown[] = [];
    const render = (one: RenderRequest, again?: 'again') =>
      Promise.resolve(renderAs({ key: one.chart.name.source, again: asked.push(again) }));
    const lookAgain = createLookAgain({ render, helm: HELM, cache: openRenderCache(temporaryDirectory()) });
    const run = async (name: string, first: unknown) => {
      const chart = await request({
        'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`,
        'templates/a.yaml': config('{{ uuidv4 }}'),
      });
      return brief((await lookAgain(chart, renderAs({ key: name, again: first }), undefined)).repeated);
    };
    expect(await run('a', 0)).toEqual(['ConfigMap/a again']);
    expect(await run('a', 1)).toEqual(['ConfigMap/a again']);
    expect(await run('b', 2)).toEqual([]);
    expect(asked).toEqual(['again', 'again']);
  });
});

test('a chart gets another version, and its sub-charts keep theirs', () => {
  const sub = 'apiVersion: v2\nname: sub\nversion: 1.0.0\n';
  const restamp = (chart: string) => restampChart(toTree({ 'Chart.yaml': chart, 'charts/sub/Chart.yaml': sub, 'values.yaml': sub }), 'v7');
  expect(restamp('apiVersion: v2\nname: "cni" # ours\nversion: v6\n')).toEqual(
    toTree({ 'Chart.yaml': 'apiVersion: v2\nname: cni # ours\nversion: v7\n', 'charts/sub/Chart.yaml': sub, 'values.yaml': sub }),
  );
  // Neither can be replaced: they are left as they are.
  for (const chart of ['apiVersion: v2\nname: cni\n', 'apiVersion: v2\nname: cni\nversion: >-\n  v6\n  v7\n'])
    expect(restamp(chart)).toEqual(toTree({ 'Chart.yaml': chart, 'charts/sub/Chart.yaml': sub, 'values.yaml': sub }));
});
