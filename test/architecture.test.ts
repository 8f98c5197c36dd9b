import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What each module may import: folders and top-level files by name. `oci` knows of ours only how files are read and programs started. */
const BASE = [
  'component.ts',
  'errors.ts',
  'files',
  'finding.ts',
  'json.ts',
  'logger.ts',
  'request.ts',
  'result.ts',
  'suggest.ts',
  'text.ts',
  'yaml',
];
const IMPORTS: Readonly<Record<string, readonly string[]>> = {
  'component.ts': [],
  'errors.ts': ['text.ts'],
  'finding.ts': ['text.ts'],
  'json.ts': [],
  'logger.ts': [],
  'attest.ts': ['result.ts'],
  'outcome.ts': ['result.ts'],
  'clear-cache.ts': ['errors.ts', 'files'],
  'doctor.ts': ['errors.ts', 'line', 'request.ts', 'result.ts', 'tool.ts'],
  'update.ts': ['dependency', 'line', 'oci', 'request.ts', 'result.ts', 'stack'],
  'suggest.ts': [],
  'text.ts': [],
  'tool.ts': [],
  'words.ts': [],
  files: ['errors.ts', 'finding.ts', 'text.ts'],
  yaml: ['finding.ts'],
  'request.ts': ['logger.ts', 'oci'],
  'result.ts': ['component.ts', 'errors.ts', 'finding.ts', 'request.ts'],
  process: [],
  git: ['process'],
  oci: ['files', 'process', 'text.ts'],
  github: ['json.ts', 'oci'],
  version: ['errors.ts'],
  chart: [...BASE, 'oci', 'process', 'version'],
  compat: [...BASE, 'chart', 'stack', 'version'],
  stack: [...BASE, 'chart', 'version'],
  release: [...BASE, 'chart', 'stack', 'version'],
  repository: [...BASE, 'chart', 'oci'],
  dependency: [...BASE, 'release', 'chart', 'compat', 'oci', 'repository', 'stack', 'version'],
  publish: [...BASE, 'release', 'github', 'oci', 'version'],
  'plan.ts': ['release', 'component.ts', 'stack', 'version'],
  report: [...BASE, 'compat', 'tool.ts', 'version', 'words.ts'],
  scaffold: [...BASE, 'dependency', 'stack', 'version'],
  schema: ['errors.ts', 'suggest.ts'],
  line: [...BASE, 'release', 'chart', 'compat', 'dependency', 'git', 'oci', 'plan.ts', 'publish', 'stack', 'tool.ts', 'version'],
  'release.ts': [...BASE, 'release', 'line', 'publish', 'version'],
  options: [...BASE, 'oci', 'process', 'version'],
  verbs: [
    ...BASE,
    'clear-cache.ts',
    'compat',
    'doctor.ts',
    'options',
    'outcome.ts',
    'release.ts',
    'report',
    'scaffold',
    'schema',
    'update.ts',
  ],
  'index.ts': ['component.ts', 'errors.ts', 'finding.ts', 'logger.ts', 'oci', 'release.ts', 'request.ts', 'result.ts', 'update.ts'],
};

const ENTRIES = ['action.ts', 'cli.ts'];

/** Each third-party package has one home. */
const PACKAGES: Readonly<Record<string, string>> = {
  '@actions/attest': 'attest.ts',
  '@actions/core': 'action.ts',
  '@octokit/rest': 'github/octokit.ts',
  '@marcbachmann/cel-js': 'compat/cel/parser.ts',
  commander: 'cli.ts',
  'p-limit': 'line/limit.ts',
  picocolors: 'report/text.ts',
  re2js: 'compat/cluster-class/go-regexp.ts',
  tar: 'chart/read-archive.ts',
  tinyglobby: 'stack/find-stacks.ts',
  undici: 'oci/fetch.ts',
  zod: 'compat/compatibility/file-schema.ts',
};

interface Source {
  /** Relative to src. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
const sources: readonly Source[] = files.sort().map((path) => {
  const text = readFileSync(join('src', path), 'utf8');
  const imports = [...text.matchAll(/(?<!\.)\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  return { path, text, imports };
});

/** The module that a file belongs to: its folder, or the top-level file itself. */
function moduleOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : path;
}

function localImports({ path, imports }: Source): string[] {
  return imports
    .filter((specifier) => specifier.startsWith('.') && specifier.endsWith('.ts'))
    .map((specifier) => normalize(join(dirname(path), specifier)));
}

describe('src', () => {
  test('every module is in the table', () => {
    expect([...new Set(sources.map(({ path }) => moduleOf(path)))].sort()).toEqual([...Object.keys(IMPORTS), ...ENTRIES].sort());
  });

  test('every file imports what the table allows, and other folders by their door', () => {
    const violations = sources
      .filter(({ path }) => !ENTRIES.includes(moduleOf(path)))
      .flatMap((source) => {
        const own = moduleOf(source.path);
        const foreign = localImports(source).filter((target) => moduleOf(target) !== own);
        const forbidden = foreign.filter((target) => !IMPORTS[own]?.includes(moduleOf(target)));
        const deep = foreign.filter((target) => target.includes('/') && !target.endsWith('/index.ts'));
        return [...forbidden, ...deep].map((target) => `${source.path} → ${target}`);
      });
    expect(violations).toEqual([]);
  });

  test('the table has no cycle', () => {
    const order: string[] = [];
    const visit = (name: string, above: readonly string[]): void => {
      expect(above, `cycle through ${name}`).not.toContain(name);
      if (order.includes(name)) return;
      for (const next of IMPORTS[name] ?? []) visit(next, [...above, name]);
      order.push(name);
    };
    for (const name of Object.keys(IMPORTS)) visit(name, []);
    expect(order.length).toBe(Object.keys(IMPORTS).length);
  });

  test('files import each other in no cycle', () => {
    const bySource = new Map(sources.map((source) => [source.path, localImports(source)]));
    const done = new Set<string>();
    const visit = (path: string, above: readonly string[]): void => {
      expect(above, `cycle through ${path}`).not.toContain(path);
      if (done.has(path)) return;
      for (const next of bySource.get(path) ?? []) visit(next, [...above, path]);
      done.add(path);
    };
    for (const path of bySource.keys()) visit(path, []);
    expect(done.size).toBe(sources.length);
  });

  test('each package has one home', () => {
    const found = sources.flatMap(({ path, imports }) =>
      imports.filter((name) => !name.startsWith('.') && !name.startsWith('node:')).map((name) => [name, path]),
    );
    expect(Object.fromEntries(found)).toEqual(PACKAGES);
    expect(new Set(found.map(String)).size).toBe(Object.keys(PACKAGES).length);
  });

  test('only the entries touch the process, the clock and the console', () => {
    const touching = sources
      .filter(({ text }) => /\bprocess\.|\bconsole\.|new Date\(\)/.test(withoutComments(text)))
      .map(({ path }) => path);
    expect(touching).toEqual(ENTRIES);
  });

  test('one place starts programs', () => {
    const starting = sources.filter(({ imports }) => imports.some((name) => /^(?:node:)?(?:child_process|cluster)$/.test(name)));
    expect(starting.map(({ path }) => path)).toEqual(['process/run-program.ts']);
  });

  test('no file is longer than 250 lines', () => {
    expect(sources.filter(({ text }) => text.split('\n').length > 251).map(({ path }) => path)).toEqual([]);
  });

  test('types are strict: no any, no enum', () => {
    const loose = sources.filter(({ text }) => /:\s*any\b|<any>|\bas any\b|^\s*(?:export )?(?:const )?enum /m.test(withoutComments(text)));
    expect(loose.map(({ path }) => path)).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"])\/\/.*$/gm, '');
}
