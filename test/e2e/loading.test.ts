import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { CodeDescription } from '../../src/code-description.ts';
import { RULES } from '../../src/compat/index.ts';
import { GROUPS } from '../../src/rule-groups.ts';

const folder = mkdtempSync(join(tmpdir(), 'clusterstack-loading-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file of dist, where all that is not ASCII is written as an escape. */
function readScript(path: string): string {
  return readFileSync(path, 'utf8').replaceAll(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** The files of dist that a command loads, by name, with their text: Node's own coverage lists them. */
function load(...args: readonly string[]): ReadonlyMap<string, string> {
  const coverage = mkdtempSync(join(folder, 'coverage-'));
  const { status, stderr } = spawnSync(process.execPath, ['dist/cli.js', ...args], {
    env: { PATH: '', HOME: folder, NODE_V8_COVERAGE: coverage },
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  const scripts: { result: readonly { url: string }[] }[] = readdirSync(coverage).map((file) =>
    JSON.parse(readFileSync(join(coverage, file), 'utf8')),
  );
  const paths = scripts.flatMap(({ result }) => result.flatMap(({ url }) => (url.includes('/dist/') ? [fileURLToPath(url)] : [])));
  return new Map(paths.map((path) => [path, readScript(path)]));
}

/** Words of packages that are in nothing else. */
const PACKAGES = {
  '@octokit/rest': '/repos/{owner}/{repo}/releases',
  tar: 'TAR_BAD_ARCHIVE',
  undici: 'UND_ERR_PRX_TLS',
  zod: '$ZodError',
} as const;

function findPackages(texts: readonly string[]): string[] {
  return Object.entries(PACKAGES).flatMap(([name, word]) => (texts.some((text) => text.includes(word)) ? [name] : []));
}

/** Codes of which a sentence is in one of the texts; names in a sentence may be constants. */
function findDescribed(texts: readonly string[], codes: readonly CodeDescription[] = GROUPS.flatMap((group) => group.codes)): string[] {
  return codes
    .filter(({ why }) => why.split('. ').some((sentence) => texts.some((text) => text.includes(sentence))))
    .map(({ code }) => code);
}

describe('dist', () => {
  const all = readdirSync('dist/chunks').map((name) => readScript(join('dist/chunks', name)));

  test('is ASCII', () => {
    const files = readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));
    expect(files.filter((path) => readFileSync(join('dist', path)).some((byte) => byte > 127))).toEqual([]);
  });

  test('has all packages and texts of rules in chunks', () => {
    expect(findPackages(all)).toEqual(Object.keys(PACKAGES));
    expect(findDescribed(all).sort()).toEqual(GROUPS.flatMap(({ codes }) => codes.map(({ code }) => code)).sort());
  });

  test.each(['--version', '-V'])('%s loads nothing but the entry and what it is made of', (flag) => {
    const loaded = [...load(flag).keys()].map((path) => basename(path));
    expect(loaded).not.toContain('command-line.js');
    expect(loaded.length).toBeLessThan(5);
  });

  test('a build for a layout loads no texts of rules, and no package that it does not need', () => {
    const loaded = [...load('build', 'stacks/docker/scs', '--output', join(folder, 'output')).values()];
    expect(findDescribed(loaded, RULES)).toEqual([]);
    expect(findPackages(loaded)).toEqual([]);
  });

  test('explain loads texts, and no check', () => {
    const loaded = [...load('explain', 'stage-upgrade').values()];
    expect(findDescribed(loaded)).toContain('stage-upgrade');
  });

  test.each([
    ['action', false],
    ['attest', true],
  ])('%s.js has undici once, no old character sets, and a client for identity tokens: %s', (entry, hasClient) => {
    const text = readScript(`dist/${entry}.js`);
    expect(text.split('UND_ERR_HTTP_PARSER').length - 1).toBe(1);
    expect(text).not.toContain('iconv');
    expect(text.includes('Client has already been disposed')).toBe(hasClient);
  });
});
