import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { HtmlValidate } from 'html-validate';
import { afterAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { writeCatalog } from '../../src/catalog/index.ts';
import { attempt } from '../../src/errors.ts';
import { findSchema } from '../../src/schema/index.ts';
import { buildHistory } from '../support/history.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { publishAll, readSite, request, TODAY } from './support/make-site.ts';

const RUNTIME = { today: TODAY };
const HISTORY = await buildHistory();
const ROOM = mkdtempSync(join(tmpdir(), 'clusterstack-catalog-'));
afterAll(() => rmSync(ROOM, { recursive: true }));
const SOURCE = await publishAll(join(ROOM, 'oci'), HISTORY);
const FOLDER = join(ROOM, 'site');
const STATES = join(ROOM, 'releases.yaml');
writeFileSync(
  STATES,
  `states:
  - {release: docker-demo-1-36-v2, state: withdrawn, since: 2026-09-01, reason: "<b>bad</b> [x](y)", url: "https://example.org/why", replacedBy: docker-demo-1-36-v3}
`,
);
const REQUEST = request(SOURCE, FOLDER, { releases: STATES, url: 'https://my-org.github.io/stacks' });
const REPORT = await writeCatalog(REQUEST, RUNTIME);
const SITE = readSite(FOLDER);
const HTML = [...SITE].filter(([path]) => path.endsWith('.html'));

function get(path: string): string {
  const text = SITE.get(path);
  if (text === undefined) throw new Error(`no ${path}`);
  return text;
}

describe('the site of the history', () => {
  test('has a page for each release, line, stack and step', () => {
    expect(REPORT).toMatchObject({ schemaVersion: 1, output: FOLDER, sources: [SOURCE], removed: [] });
    expect(REPORT.releases.map(({ release, error }) => [release, error])).toEqual(HISTORY.map(({ name }) => [name, undefined]));
    expect(REPORT.written).toEqual([...SITE.keys()].filter((path) => path !== '.clusterstack-catalog.json').sort());
    expect(HTML.map(([path]) => path).filter((path) => !/^(?:releases|compare)\//.test(path))).toEqual([
      'index.html',
      'lines/docker-demo-1-34.html',
      'lines/docker-demo-1-35.html',
      'lines/docker-demo-1-36.html',
      'lines/docker-demo-1-37.html',
      'stacks/docker-demo.html',
    ]);
  });

  test('is valid HTML', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:recommended', 'html-validate:a11y'],
      rules: { 'long-title': 'off', 'no-trailing-whitespace': 'off' },
    });
    const problems: string[] = [];
    for (const [path, text] of HTML.filter(([, text], index) => index % 5 === 0 || !text.includes('→'))) {
      const { results } = await validator.validateString(text);
      problems.push(
        ...results.flatMap(({ messages }) => messages.map(({ ruleId, line, message }) => `${path}:${line} ${ruleId} ${message}`)),
      );
    }
    expect([...new Set(problems)].slice(0, 20)).toEqual([]);
  });

  test('leads nowhere that is not there, and elsewhere by http alone', () => {
    const ids = new Map(HTML.map(([path, text]) => [path, new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))]));
    const missing = HTML.flatMap(([path, text]) =>
      [...text.matchAll(/(?:href|src)="([^"]*)"/g)].flatMap(([, href = '']) => {
        if (/^https?:\/\//.test(href)) return [];
        const [file = '', anchor] = href.split('#');
        const target = file === '' ? path : normalize(join(dirname(path), file));
        const isThere = SITE.has(target) && (anchor === undefined || ids.get(target)?.has(anchor));
        return isThere ? [] : [`${path} → ${href}`];
      }),
    );
    expect(missing).toEqual([]);
    const markdown = [...SITE].filter(([path]) => path.endsWith('.md') || path === 'llms.txt');
    const gone = markdown.flatMap(([path, text]) =>
      [...text.matchAll(/(?<!\\)\]\(([^)]+)\)/g)].flatMap(([, href = '']) =>
        /^https?:/.test(href) || SITE.has(normalize(join(dirname(path), href))) ? [] : [`${path} → ${href}`],
      ),
    );
    expect(gone).toEqual([]);
  });

  test('loads nothing, runs nothing, and fits its budgets', () => {
    for (const [path, text] of HTML) {
      expect(text, path).not.toMatch(/<(?:script|img|iframe|object|form|link rel="stylesheet")/);
      expect(text, path).toMatch(
        /Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-[^"]+&#39;; base-uri/,
      );
      expect(text.length, path).toBeLessThan(100_000);
    }
    expect(get('index.html').length).toBeLessThan(60_000);
  });

  test('has data as its schemas describe it', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const [name, file] of [
      ['catalog', 'index'],
      ['graph', 'graph'],
    ] as const) {
      expect(JSON.parse(get(`${file}.schema.json`))).toEqual(findSchema(name));
      const validate = ajv.compile(findSchema(name));
      validate(JSON.parse(get(`${file}.json`)));
      expect(validate.errors).toBeNull();
    }
    const { stacks, generated } = JSON.parse(get('index.json'));
    expect(generated).toBe('2026-09-23T10:00:00Z');
    expect(
      stacks[0].lines.map(({ line, newest, releases }: { line: string; newest: string; releases: [] }) => [line, newest, releases.length]),
    ).toEqual([
      ['docker-demo-1-37', 'docker-demo-1-37-v5', 6],
      ['docker-demo-1-36', 'docker-demo-1-36-v6', 8],
      ['docker-demo-1-35', 'docker-demo-1-35-v8', 8],
      ['docker-demo-1-34', 'docker-demo-1-34-v8', 8],
    ]);
    expect(stacks[0].lines[1].releases.find(({ version }: { version: string }) => version === 'v2')).toMatchObject({
      state: { name: 'withdrawn', since: '2026-09-01', replacedBy: 'docker-demo-1-36-v3' },
      addons: [
        { name: 'cni', charts: [{ name: 'cilium', version: '1.18.12', appVersion: '1.18.12' }] },
        { name: 'csi', charts: [{ name: 'csi', version: '1.0.0', appVersion: '2.36.0' }] },
      ],
      page: 'releases/docker-demo-1-36-v2.html',
    });
  });

  test('shows what is withdrawn, why, and what to take instead', () => {
    const page = get('releases/docker-demo-1-36-v2.html');
    expect(page).toContain(
      'This release is <strong>withdrawn</strong> since <time datetime="2026-09-01">2026-09-01</time>: &lt;b&gt;bad&lt;/b&gt; [x](y). Take <a href="docker-demo-1-36-v3.html">',
    );
    expect(get('releases/docker-demo-1-36-v2.md')).toContain('\\<b\\>bad\\</b\\> \\[x\\](y)');
    expect(get('index.html')).toContain('<tr id="docker-demo-1-36-v2" class="struck">');
  });

  test('has YAML to copy that names what there is', () => {
    const page = get('releases/docker-demo-1-37-v2.md');
    const [stack, v1beta1, v1beta2] = [...page.matchAll(/```yaml\n([^`]*)```/g)].flatMap(([, text = '']) =>
      parseAllDocuments(text).map((document) => document.toJS()),
    );
    expect(stack).toMatchObject({
      kind: 'ClusterStack',
      spec: { provider: 'docker', name: 'demo', kubernetesVersion: '1.37', versions: ['v2'] },
    });
    expect(v1beta1).toMatchObject({
      apiVersion: 'cluster.x-k8s.io/v1beta1',
      spec: { topology: { class: 'docker-demo-1-37-v2', version: 'v1.37.0' } },
    });
    expect(v1beta2).toMatchObject({
      apiVersion: 'cluster.x-k8s.io/v1beta2',
      spec: { topology: { classRef: { name: 'docker-demo-1-37-v2' } } },
    });
  });

  test('has feeds with stable names, newest first', () => {
    const feed = parse(
      JSON.stringify([...get('lines/docker-demo-1-36.atom').matchAll(/<(id|updated|title)>([^<]*)</g)].map(([, ...pair]) => pair)),
    );
    expect(feed.slice(0, 6)).toEqual([
      ['id', 'tag:localhost,2026:lines/docker-demo-1-36.atom'],
      ['title', 'Cluster stacks: docker-demo-1-36'],
      ['updated', '2026-09-01T00:00:00Z'],
      ['id', 'tag:localhost,2026:docker-demo-1-36-v2/withdrawn'],
      ['title', 'docker-demo-1-36-v2 is withdrawn'],
      ['updated', '2026-09-01T00:00:00Z'],
    ]);
    expect(get('feed.atom')).toContain('<link rel="self" type="application/atom+xml" href="https://my-org.github.io/stacks/feed.atom"/>');
    expect(get('lines/docker-demo-1-37.badge.json')).toBe(
      '{"schemaVersion":1,"label":"docker-demo-1-37","message":"v5 supported","color":"#1a7340"}\n',
    );
  });
});

describe('again', () => {
  test('nothing is written', async () => {
    expect(await writeCatalog(REQUEST, RUNTIME)).toMatchObject({ written: [], removed: [], files: SITE.size - 1 });
  });

  test('what differs alone is written, and what no longer belongs is removed', async () => {
    const page = join(FOLDER, 'releases/docker-demo-1-34-v1.html');
    utimesSync(page, 0, 0);
    writeFileSync(join(FOLDER, 'lines/docker-demo-1-35.svg'), 'old');
    const fewer = await publishAll(join(ROOM, 'fewer'), HISTORY.slice(0, -1));
    const { written, removed } = await writeCatalog({ ...REQUEST, sources: [fewer] }, RUNTIME);
    expect(removed).toContain('releases/docker-demo-1-37-v0-beta-100.html');
    expect(written).toContain('lines/docker-demo-1-35.svg');
    expect(SITE.has('releases/docker-demo-1-34-v1.html')).toBe(true);
    await writeCatalog(REQUEST, RUNTIME);
    expect(readSite(FOLDER)).toEqual(SITE);
    expect(statSync(join(FOLDER, 'llms.txt')).isFile()).toBe(true);
  });

  test('the same elsewhere', async () => {
    const other = join(temporaryDirectory(), 'a', 'b');
    await writeCatalog({ ...REQUEST, output: other }, RUNTIME);
    expect(readSite(other)).toEqual(SITE);
  });
});

describe('a folder of someone else', () => {
  const few = request(SOURCE, '');

  test('is refused, with what it has', async () => {
    const output = temporaryDirectory();
    writeFileSync(join(output, 'thesis.txt'), 'mine');
    const outcome = await attempt(() => writeCatalog({ ...few, output }, RUNTIME));
    expect(outcome).toEqual({
      kind: 'failed',
      error: {
        code: 'unwritable',
        message: `${output} has thesis.txt, which no catalog wrote; choose an empty or new folder`,
      },
    });
    expect([...readSite(output)]).toEqual([['thesis.txt', 'mine']]);
  });

  test('a link in the way is not followed', async () => {
    const [output, elsewhere] = [temporaryDirectory(), temporaryDirectory()];
    rmSync(output, { recursive: true });
    mkdirSync(output);
    writeFileSync(join(output, '.clusterstack-catalog.json'), '{"schemaVersion":1,"files":["../../etc/passwd","releases"]}');
    symlinkSync(elsewhere, join(output, 'releases'));
    expect(await attempt(() => writeCatalog({ ...few, output }, RUNTIME))).toMatchObject({ error: { code: 'unwritable' } });
    expect([...readSite(elsewhere)]).toEqual([]);
  });
});

test('an address that is none is wrong usage', async () => {
  expect(await attempt(() => writeCatalog({ ...REQUEST, url: 'javascript:alert(1)' }, RUNTIME))).toMatchObject({
    error: { code: 'usage' },
  });
});
