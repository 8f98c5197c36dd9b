import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawImports } from './support/draw-imports.ts';

const PAGE = 'docs/architecture.md';

/** The modules that each may import: folders and top-level files by name. `http` knows neither registries nor GitHub, and those know nothing of stacks. */
const BASE = [
  'code-description.ts',
  'component.ts',
  'data.ts',
  'errors.ts',
  'files',
  'finding-code.ts',
  'finding.ts',
  'json.ts',
  'logger.ts',
  'once.ts',
  'request.ts',
  'result.ts',
  'suggest.ts',
  'text.ts',
  'yaml',
];
const IMPORTS: Readonly<Record<string, readonly string[]>> = {
  catalog: [
    ...BASE,
    'compat',
    'consumption.ts',
    'effects',
    'format-size.ts',
    'group-by.ts',
    'lifecycle',
    'markdown.ts',
    'release',
    'schema',
    'version',
  ],
  'code-description.ts': ['finding-code.ts', 'finding.ts'],
  'component.ts': [],
  'errors.ts': ['text.ts'],
  'finding-code.ts': [],
  'finding.ts': ['finding-code.ts', 'text.ts'],
  'format-rules.ts': ['code-description.ts', 'errors.ts', 'finding-code.ts', 'result.ts', 'rule-groups.ts', 'suggest.ts'],
  'json.ts': [],
  'data.ts': [],
  'lex-template.ts': ['data.ts'],
  'logger.ts': [],
  'map-limited.ts': [],
  'once.ts': [],
  'attest.ts': ['result.ts'],
  'outcome.ts': ['result.ts'],
  help: [],
  'home.ts': [],
  'versions.ts': ['data.ts', 'facts', 'files', 'json.ts', 'process', 'request.ts', 'result.ts', 'tool.ts'],
  'rule-groups.ts': [
    'chart',
    'code-description.ts',
    'compat',
    'dependency',
    'facts',
    'files',
    'finding-code.ts',
    'management',
    'release',
    'stack',
    'yaml',
  ],
  'suggest.ts': [],
  'text.ts': [],
  'tool.ts': [],
  'words.ts': [],
  files: ['code-description.ts', 'errors.ts', 'finding-code.ts', 'finding.ts', 'once.ts', 'text.ts'],
  yaml: ['code-description.ts', 'data.ts', 'finding-code.ts', 'finding.ts'],
  'request.ts': ['http', 'logger.ts'],
  'result.ts': ['component.ts', 'effect.ts', 'errors.ts', 'finding.ts', 'request.ts'],
  process: [],
  terminal: ['format-size.ts', 'logger.ts', 'process', 'text.ts'],
  git: ['process'],
  http: ['data.ts', 'errors.ts', 'json.ts', 'logger.ts', 'text.ts'],
  oci: ['data.ts', 'digest.ts', 'errors.ts', 'files', 'http', 'json.ts', 'map-limited.ts', 'process', 'text.ts'],
  github: ['data.ts', 'http', 'json.ts', 'text.ts'],
  version: ['errors.ts'],
  chart: [...BASE, 'group-by.ts', 'lex-template.ts', 'process'],
  compat: [...BASE, 'chart', 'checked-yaml', 'group-by.ts', 'lex-template.ts', 'stack', 'version'],
  stack: [...BASE, 'chart', 'version'],
  release: [...BASE, 'chart', 'digest.ts', 'plan.ts', 'stack', 'version'],
  repository: [...BASE, 'chart', 'http', 'oci'],
  dependency: [...BASE, 'chart', 'compat', 'http', 'map-limited.ts', 'oci', 'release', 'repository', 'stack', 'version'],
  publish: [...BASE, 'digest.ts', 'github', 'http', 'oci', 'release', 'version'],
  'plan.ts': ['component.ts', 'stack', 'version'],
  report: [
    ...BASE,
    'consumption.ts',
    'effect.ts',
    'format-rules.ts',
    'format-size.ts',
    'lifecycle',
    'management',
    'markdown.ts',
    'tool.ts',
    'words.ts',
  ],
  schema: ['errors.ts', 'suggest.ts'],
  facts: [...BASE, 'chart', 'compat', 'day.ts', 'dependency', 'git', 'http', 'publish', 'release', 'stack', 'tool.ts', 'version'],
  'release.ts': [
    ...BASE,
    'compat',
    'dependency',
    'effect.ts',
    'facts',
    'line-report.ts',
    'map-limited.ts',
    'publish',
    'release',
    'run.ts',
    'stack',
    'steps.ts',
    'version',
  ],
  options: [...BASE, 'day.ts', 'http', 'oci', 'process', 'version'],
  verbs: [
    ...BASE,
    'catalog',
    'dependency',
    'doctor.ts',
    'e2e',
    'format-rules.ts',
    'help',
    'lifecycle',
    'management',
    'options',
    'outcome.ts',
    'release.ts',
    'report',
    'scaffold',
    'schema',
    'stack',
    'versions.ts',
  ],
  'index.ts': [
    'component.ts',
    'dependency',
    'doctor.ts',
    'errors.ts',
    'finding.ts',
    'http',
    'logger.ts',
    'oci',
    'release.ts',
    'request.ts',
    'result.ts',
  ],
  'line-report.ts': ['errors.ts', 'finding.ts', 'publish', 'release', 'result.ts', 'stack', 'version'],
  'run.ts': [...BASE, 'compat', 'dependency', 'facts', 'lifecycle', 'publish', 'release', 'stack'],
  'steps.ts': [
    ...BASE,
    'compat',
    'dependency',
    'effect.ts',
    'effects',
    'facts',
    'lifecycle',
    'line-report.ts',
    'release',
    'run.ts',
    'stack',
    'tool.ts',
    'version',
  ],
  'command-line.ts': ['tool.ts', 'verbs'],
  scaffold: ['dependency', 'errors.ts', 'files', 'request.ts', 'result.ts', 'stack', 'text.ts', 'version'],
  'day.ts': [],
  'doctor.ts': ['facts', 'publish', 'request.ts', 'result.ts', 'tool.ts'],
  'format-size.ts': [],
  'group-by.ts': [],
  'attest-releases.ts': ['attest.ts', 'data.ts', 'files', 'github', 'http', 'json.ts', 'process', 'release', 'request.ts', 'result.ts'],
  'digest.ts': [],
  lifecycle: [
    ...BASE,
    'chart',
    'checked-yaml',
    'compat',
    'consumption.ts',
    'dependency',
    'digest.ts',
    'effect.ts',
    'effects',
    'facts',
    'format-size.ts',
    'git',
    'github',
    'group-by.ts',
    'http',
    'line-report.ts',
    'map-limited.ts',
    'markdown.ts',
    'oci',
    'plan.ts',
    'publish',
    'release',
    'stack',
    'tool.ts',
    'version',
  ],
  'checked-yaml': ['data.ts', 'finding.ts', 'suggest.ts', 'yaml'],
  e2e: [
    'chart',
    'compat',
    'data.ts',
    'errors.ts',
    'files',
    'group-by.ts',
    'lifecycle',
    'management',
    'markdown.ts',
    'release',
    'request.ts',
    'suggest.ts',
    'text.ts',
    'version',
    'yaml',
  ],
  'effect.ts': [],
  effects: ['chart', 'compat', 'data.ts', 'effect.ts', 'finding.ts', 'once.ts', 'text.ts', 'version'],
  'markdown.ts': [],
  management: [
    'chart',
    'code-description.ts',
    'compat',
    'data.ts',
    'errors.ts',
    'files',
    'finding.ts',
    'group-by.ts',
    'json.ts',
    'lifecycle',
    'map-limited.ts',
    'process',
    'release',
    'request.ts',
    'result.ts',
    'text.ts',
    'tool.ts',
    'version',
    'yaml',
  ],
  'consumption.ts': ['result.ts', 'version'],
};

const ENTRIES = ['action.ts', 'cli.ts'];

/** Each third-party package has one home. */
const PACKAGES: Readonly<Record<string, string>> = {
  '@actions/attest': 'attest.ts',
  '@actions/core': 'action.ts',
  '@cyclonedx/cyclonedx-library/Enums': 'lifecycle/images/formats/format-cyclonedx.ts',
  '@cyclonedx/cyclonedx-library/Models': 'lifecycle/images/formats/format-cyclonedx.ts',
  '@cyclonedx/cyclonedx-library/Serialize': 'lifecycle/images/formats/format-cyclonedx.ts',
  '@cyclonedx/cyclonedx-library/Spec': 'lifecycle/images/formats/format-cyclonedx.ts',
  '@marcbachmann/cel-js': 'compat/cel/parser.ts',
  '@octokit/rest': 'github/octokit.ts',
  commander: 'command-line.ts',
  diff: 'lifecycle/diff/text-lines.ts',
  'hono/html': 'catalog/html.ts',
  'p-limit': 'map-limited.ts',
  picocolors: 'report/text.ts',
  re2js: 'compat/go-regexp/load-re2.ts',
  tar: 'chart/read-archive.ts',
  tinyglobby: 'stack/find-stacks.ts',
  undici: 'http/fetch.ts',
  zod: 'checked-yaml/check-data.ts',
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
  const imports = [...text.matchAll(/(?<![.'])\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
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

  test('docs/architecture.md draws the table; UPDATE=1 draws it anew', () => {
    const entries = ENTRIES.map((entry) => [
      entry,
      sources
        .filter(({ path }) => path === entry)
        .flatMap(localImports)
        .map(moduleOf),
    ]);
    const diagram = drawImports({ ...IMPORTS, ...Object.fromEntries(entries) }, [...ENTRIES, 'index.ts', 'release.ts', 'plan.ts']);
    const block = `\`\`\`mermaid\n${diagram}\`\`\``;
    const page = readFileSync(PAGE, 'utf8');
    if (process.env['UPDATE'] === '1') writeFileSync(PAGE, page.replace(/```mermaid\n[^`]*```/, block));
    else expect(page).toContain(block);
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
