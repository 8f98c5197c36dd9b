import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCode, formatExplanation, formatRules, formatRulesDocument, formatRulesJson } from '../../src/compat/documents.ts';
import { GROUPS } from '../../src/compat/groups.ts';
import { CODES, RULES } from '../../src/compat/index.ts';
import { ReleaseError } from '../../src/errors.ts';

/** What the functions are called that make findings; a code is the first plain word among their first arguments. */
const CALL = /\b(?:createFinding|refuse|warn|add)\(\s*((?:[^,()`]+,\s*){1,3})/g;
const VERDICTS = new Set(['refuse', 'warn', 'ok', 'unknown']);

function findCodes(text: string): string[] {
  return [...text.matchAll(CALL)].flatMap(([, args = '']) => {
    const words = [...args.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)*)'/g)].map((match) => match[1] ?? '');
    return words.filter((word) => !VERDICTS.has(word)).slice(0, 1);
  });
}

const SOURCES = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join('src', path), 'utf8') }))
  .filter(({ text }) => /import \{[^}]*\bcreateFinding\b/.test(text));

describe('the catalogue', () => {
  test('has every code that a finding is made with', () => {
    const missing = SOURCES.flatMap(({ path, text }) =>
      findCodes(text)
        .filter((code) => findCode(code) === undefined)
        .map((code) => `${path}: ${code}`),
    );
    expect(missing).toEqual([]);
  });

  test('has none that no finding is made with', () => {
    const made = new Set([...RULES.map(({ code }) => code), ...SOURCES.flatMap(({ text }) => findCodes(text))]);
    expect(CODES.filter((code) => !made.has(code))).toEqual([]);
  });

  test('has every rule', () => {
    expect(RULES.filter(({ code }) => findCode(code) === undefined)).toEqual([]);
  });

  test('has each code once', () => {
    const codes = GROUPS.flatMap((group) => group.codes.map(({ code }) => code));
    expect(codes).toEqual([...new Set(codes)]);
  });
});

describe('rules and explain', () => {
  test('list every code, as text and as JSON', () => {
    const listed = formatRules();
    for (const code of CODES) expect(listed).toContain(`  ${code} `);
    expect(JSON.parse(formatRulesJson())).toEqual({
      schemaVersion: 1,
      rules: expect.arrayContaining([
        {
          code: 'chart-field',
          group: 'Charts',
          title: 'a Chart.yaml has apiVersion, name and version',
          why: expect.any(String),
          source: expect.any(String),
          verdicts: ['refuse'],
        },
      ]),
    });
  });

  test('tell one with its examples', () => {
    expect(formatExplanation('values-file')).toBe(`values-file: a values.yaml is a map of keys

Helm cannot load the chart otherwise.

Verdicts  refuse
Source    the chart loader of Helm 3.19, which CSO uses

Passes:
  cluster-addon/cni/values.yaml
  | mtu: 1500

Fails:
  cluster-addon/cni/values.yaml
  | - mtu: 1500
`);
  });

  test.each([
    ['chart-feild', 'did you mean chart-field?'],
    ['Chart_Field', 'did you mean chart-field?'],
    ['nothing-like-any-of-them', 'clusterstack rules lists them'],
  ])('of %s say what was meant', (code, suggestion) => {
    expect(() => formatExplanation(code)).toThrow(ReleaseError);
    expect(() => formatExplanation(code)).toThrow(suggestion);
  });

  test.each(CODES)('%s can be explained', (code) => {
    const text = formatExplanation(code);
    expect(text.startsWith(`${code}: `)).toBe(true);
    expect(text).not.toMatch(/undefined|\[object/);
  });
});

test('docs/rules.md is what the rules say (UPDATE=1 writes it)', () => {
  const text = formatRulesDocument();
  if (process.env['UPDATE']) writeFileSync('docs/rules.md', text);
  expect(readFileSync('docs/rules.md', 'utf8')).toBe(text);
});
