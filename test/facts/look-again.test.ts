import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Chart, type Comparison, createRenderer, formatPath, openRenderCache, type RenderRequest } from '../../src/chart/index.ts';
import { createLookAgain } from '../../src/facts/look-again.ts';
import { describeWithHelm, readCni } from '../support/helm-tool.ts';
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
