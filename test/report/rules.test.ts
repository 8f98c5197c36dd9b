import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ReleaseError } from '../../src/errors.ts';
import { ALL_CODES } from '../../src/finding-code.ts';
import { describeRules, formatExplanation, formatRules, formatRulesDocument } from '../../src/format-rules.ts';
import { GROUPS } from '../../src/rule-groups.ts';

test('the catalogue has each code once', () => {
  const codes = GROUPS.flatMap((group) => group.codes.map(({ code }) => code));
  expect(codes.toSorted()).toEqual(ALL_CODES.toSorted());
  expect(codes).toEqual([...new Set(codes)]);
});

describe('rules and explain', () => {
  test('list every code, as text and as JSON', () => {
    const listed = formatRules();
    for (const code of ALL_CODES) expect(listed).toContain(`  ${code} `);
    expect(describeRules()).toEqual({
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

  test.each(ALL_CODES)('%s can be explained', (code) => {
    const text = formatExplanation(code);
    expect(text.startsWith(`${code}: `)).toBe(true);
    expect(text).not.toMatch(/undefined|\[object/);
    // A heading is followed by a file, or says itself what the example is.
    expect(text).not.toMatch(/^(?:Passes|Fails)(?: on [\d-]+)?:\n(?! {2})/m);
    expect(text.includes('\nFails')).toBe(
      GROUPS.flatMap(({ codes }) => codes).some((entry) => entry.code === code && entry.verdicts.some((verdict) => verdict !== 'ok')),
    );
  });
});

test('docs/rules.md is what the rules say (UPDATE=1 writes it)', () => {
  const text = formatRulesDocument();
  if (process.env['UPDATE']) writeFileSync('docs/rules.md', text);
  expect(readFileSync('docs/rules.md', 'utf8')).toBe(text);
});
