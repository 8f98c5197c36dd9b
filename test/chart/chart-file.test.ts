import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHART_CODES, checkKubeVersion, parseChartFile, stampChartFile } from '../../src/chart/index.ts';
import { briefFinding } from '../support/brief-finding.ts';

const VALUES = { name: 'docker-demo-1-32-cluster-class', version: 'v4' };

function stamp(text: string): string | undefined {
  const { chart } = parseChartFile('Chart.yaml', Buffer.from(text), true);
  return chart && stampChartFile(chart, VALUES).toString();
}

const findings = (text: string | Buffer, stamped = true) =>
  parseChartFile('Chart.yaml', Buffer.from(text), stamped).findings.map(briefFinding('.'));

describe('stamping', () => {
  test('changes name and version and nothing else', () => {
    const text = `# A chart.
description: "name: no, version: 1"   # not these
version: 0.1.0 # set by the release

name:   'class'
apiVersion: "v2"
dependencies:
- { name: dep, version: 1.2.3, repository: 'https://example.com' }
annotations: {version: 9}
`;
    const expected = text.replace('0.1.0', 'v4').replace("'class'", VALUES.name);
    expect([stamp(text), findings(text)]).toEqual([expected, []]);
  });

  test.each<[name: string, text: string, expected: string]>([
    ['flow style', '{apiVersion: v2, name: a, version: 1.0.0}', '{apiVersion: v2, name: docker-demo-1-32-cluster-class, version: v4}'],
    [
      'the last of equal keys counts',
      'apiVersion: v2\nname: a\nversion: 1\nname: b\n',
      'apiVersion: v2\nname: a\nversion: v4\nname: docker-demo-1-32-cluster-class\n',
    ],
    ['CRLF', 'apiVersion: v2\r\nname: a\r\nversion: 1\r\n', 'apiVersion: v2\r\nname: docker-demo-1-32-cluster-class\r\nversion: v4\r\n'],
    [
      'a byte order mark',
      '\ufeffname: a\nversion: 1\napiVersion: v2',
      '\ufeffname: docker-demo-1-32-cluster-class\nversion: v4\napiVersion: v2',
    ],
    ['no line end', 'apiVersion: v2\nname: a\nversion: 1', 'apiVersion: v2\nname: docker-demo-1-32-cluster-class\nversion: v4'],
    [
      'characters beyond the BMP before',
      '# 😀 grüße\napiVersion: v2\nname: 😀\nversion: 1',
      '# 😀 grüße\napiVersion: v2\nname: docker-demo-1-32-cluster-class\nversion: v4',
    ],
    [
      'document marks',
      '---\napiVersion: v2\nname: a\nversion: 1\n...\n',
      '---\napiVersion: v2\nname: docker-demo-1-32-cluster-class\nversion: v4\n...\n',
    ],
    [
      'escapes in quotes',
      "apiVersion: v2\nname: \"a\\\"b\"\nversion: '1''2'\n",
      'apiVersion: v2\nname: docker-demo-1-32-cluster-class\nversion: v4\n',
    ],
  ])('%s', (_, text, expected) => expect(stamp(text)).toBe(expected));

  test('what was stamped reads as stamped', () => {
    const scalar = fc
      .oneof(fc.string(), fc.string({ unit: 'grapheme' }))
      .filter((text) => text !== '' && !/[\ufffd\r]/.test(text))
      .map((text) => JSON.stringify(text));
    fc.assert(
      fc.property(scalar, scalar, (name, version) => {
        const stamped = stamp(`apiVersion: v2\nname: ${name}\nversion: ${version}\n`);
        const { chart } = parseChartFile('Chart.yaml', Buffer.from(stamped ?? ''), true);
        expect([chart?.name.source, chart?.version.source]).toEqual([VALUES.name, VALUES.version]);
      }),
    );
  });
});

describe('reading', () => {
  test.each<[name: string, text: string | Buffer, expected: readonly string[]]>([
    ['empty', '', ['refuse chart-file Chart.yaml']],
    ['comments only', '# nothing\n', ['refuse chart-file Chart.yaml']],
    ['a list', '- a\n', ['refuse chart-file Chart.yaml:1:1']],
    ['a scalar', 'chart', ['refuse chart-file Chart.yaml:1:1']],
    [
      'no fields',
      'description: x\n',
      ['refuse chart-field Chart.yaml:1:1', 'refuse chart-field Chart.yaml:1:1', 'refuse chart-field Chart.yaml:1:1'],
    ],
    ['no apiVersion', 'name: a\nversion: 1\n', ['refuse chart-field Chart.yaml:1:1']],
    ['a null', 'apiVersion: v2\nname:\nversion: 1\n', ['refuse chart-field Chart.yaml:2:6']],
    ['an empty text', 'apiVersion: v2\nname: ""\nversion: 1\n', ['refuse chart-field Chart.yaml:2:7']],
    ['a map', 'apiVersion: v2\nname: {a: b}\nversion: 1\n', ['refuse chart-field Chart.yaml:2:7']],
    ['a literal block', 'apiVersion: v2\nname: |\n  a\nversion: 1\n', ['refuse chart-field Chart.yaml:2:7']],
    ['a folded block', 'apiVersion: v2\nname: a\nversion: >-\n  1\n', ['refuse chart-field Chart.yaml:3:10']],
    ['several lines', 'apiVersion: v2\nname: a\n  b\nversion: 1\n', ['refuse chart-field Chart.yaml:2:7']],
    ['an anchor', 'apiVersion: v2\nname: &n a\nversion: 1\nkeywords: [*n]\n', ['refuse chart-field Chart.yaml:2:10']],
    ['a tag', 'apiVersion: v2\nname: a\nversion: !!str 1\n', ['refuse chart-field Chart.yaml:3:16']],
    ['an alias', 'apiVersion: v2\ndescription: &n a\nname: *n\nversion: 1\n', ['refuse chart-field Chart.yaml:3:7']],
    ['equal keys', 'apiVersion: v2\nname: a\nname: b\nversion: 1\n', ['warn duplicate-key Chart.yaml:3:1']],
    ['broken YAML', 'apiVersion: v2\nname: [a\n', ['refuse yaml-syntax Chart.yaml:3:1']],
    ['not UTF-8', Buffer.from('apiVersion: v2\nname: \xe4\nversion: 1\n', 'latin1'), ['refuse not-utf8 Chart.yaml:2:7']],
    ['several documents', 'apiVersion: v2\nname: a\nversion: 1\n---\nname: b\n', ['warn yaml-documents Chart.yaml:4:1']],
  ])('%s', (_, text, expected) => expect(findings(text)).toEqual(expected));

  test('what is not stamped may be written anyhow', () => {
    expect(findings('apiVersion: v2\nname: &n a\nversion: >-\n  1.0.0\n', false)).toEqual([]);
  });

  test('never throws', () => {
    const yamlLike = fc.array(
      fc.constantFrom(
        'name',
        'version',
        'apiVersion',
        ': ',
        '\n',
        '  ',
        '- ',
        '&a',
        '*a',
        '!!str ',
        '|',
        '>',
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        '#',
        '---',
        '\t',
        '\0',
        '?',
        '1.30',
        '<<',
        '%',
      ),
    );
    const bytes = fc.oneof(
      fc.uint8Array().map(Buffer.from),
      yamlLike.map((parts) => Buffer.from(parts.join(''))),
    );
    fc.assert(
      fc.property(bytes, fc.boolean(), (content, stamped) => {
        const { chart } = parseChartFile('Chart.yaml', content, stamped);
        if (chart) stampChartFile(chart, VALUES);
      }),
      { numRuns: 200 },
    );
  });

  test.each(['[', '{a: ', '- ', '? ', '"', '\u0000', '&a ', '!'])('never throws for very much of %j', (part) => {
    expect(findings(part.repeat(5000)).length).toBeGreaterThan(0);
  });
});

test.each(['a\\u202eb', 'a\\nb', 'a\\u009bb', 'a\\\\b'])('the name "%s" that ships as it is written is refused', (name) => {
  expect(findings(`apiVersion: v2\nname: "${name}"\nversion: 1\n`, false)).toEqual(['refuse chart-field Chart.yaml:2:7']);
});

describe('the examples of codes', () => {
  /** The codes of the findings in the Chart.yaml of an example, which has one or none, with their verdicts. */
  function judge({ files = {} }: { readonly files?: Readonly<Record<string, string | undefined>> }): readonly string[] {
    const found = Object.values(files).flatMap((text = '') => {
      const { findings: own, chart } = parseChartFile('Chart.yaml', Buffer.from(text), false);
      return [...own, ...(chart === undefined ? [] : checkKubeVersion(chart, 'v1.32.5', 'the stack says'))];
    });
    return found.map(({ verdict, code }) => `${verdict} ${code}`);
  }

  test.each(Object.entries(CHART_CODES))('%s', (code, { passes, fails, verdicts }) => {
    expect([judge(passes as object), judge(fails as object)]).toEqual([[], verdicts.map((verdict) => `${verdict} ${code}`)]);
  });
});
