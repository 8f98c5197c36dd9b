import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { getScalar, type Node, parseYaml, readItems, readMap, toData } from '../../src/yaml/index.ts';

const PIECES = [
  ': ',
  ':',
  '- ',
  '-',
  '? ',
  '?',
  ', ',
  '[',
  ']',
  '{',
  '}',
  '#',
  ' # c',
  '&a ',
  '*a',
  '<<: *a',
  '!',
  '!!int ',
  "'",
  '"',
  '\\',
  '|',
  '>',
  '|2-\n',
  '%YAML 1.1\n',
  '%',
  '@',
  '---',
  '\n--- ',
  '...',
  '\n',
  '\n  ',
  '\t',
  ' ',
  '\r',
  '\u2028',
  '\ufeff',
  '😀',
  'a',
  'a: b\n',
  '0x1',
  '.inf',
  '~',
];

const soup = fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string() }), {
  maxLength: 60,
});

function checkRanges(node: Node, length: number): void {
  expect(node.start).toBeGreaterThanOrEqual(0);
  expect(node.end).toBeGreaterThanOrEqual(node.start);
  expect(node.end).toBeLessThanOrEqual(length);
  if (node.kind === 'alias') return;
  for (const { keyNode, value } of readMap(node) ?? []) for (const child of [keyNode, value]) checkRanges(child, length);
  for (const item of readItems(node)) checkRanges(item, length);
}

describe.each(['v2', 'v3'] as const)('%s', (dialect) => {
  test('never throws, and ranges lie in the text', () => {
    fc.assert(
      fc.property(soup, (pieces) => {
        const text = pieces.join('');
        const yaml = parseYaml('f.yaml', Buffer.from(text), { dialect });
        toData(yaml);
        if (yaml.root !== undefined) checkRanges(yaml.root, text.length);
        for (const { line = 1, column = 1 } of yaml.findings) expect([line > 0, column > 0]).toEqual([true, true]);
      }),
      { numRuns: 3000 },
    );
  });

  test('takes any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void toData(parseYaml('f.yaml', Buffer.from(bytes), { dialect }))));
  });

  test('a plain scalar that is replaced is the one that was read', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9]{5,9}$/), fc.nat(5), (word, depth) => {
        const text = `${Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}k:\n`).join('')}${' '.repeat(depth)}k: ${word} # ${word}\n`;
        const yaml = parseYaml('f.yaml', Buffer.from(text), { dialect });
        let node: Node | undefined = yaml.root;
        while (readMap(node) !== undefined) node = readMap(node)?.[0]?.value;
        const range = getScalar(yaml, node)?.range ?? [0, 0];
        expect([text.slice(...range), range[0]]).toEqual([word, text.indexOf(word)]);
      }),
    );
  });
});

/** Each takes some tens of milliseconds; what is not linear takes minutes. */
describe('large texts take time by their length', () => {
  const MANY = 100_000;
  test.each<[name: string, text: string]>([
    ['keys', Array.from({ length: MANY }, (_, index) => `key-${index}: 1\n`).join('')],
    ['equal keys', 'a: 1\n'.repeat(MANY)],
    ['items', '- a\n'.repeat(MANY)],
    ['flow items', `[${'a, '.repeat(MANY)}]`],
    ['flow keys', `{${Array.from({ length: MANY }, (_, index) => `k${index}: 1, `).join('')}}`],
    ['open brackets', '['.repeat(MANY)],
    ['open braces', '{'.repeat(MANY)],
    ['closed brackets', ']'.repeat(MANY)],
    ['dashes', '- '.repeat(MANY)],
    ['question marks', '? '.repeat(MANY)],
    ['colons', 'a:'.repeat(MANY)],
    ['colons with blanks', ': '.repeat(MANY)],
    ['blanks', ' '.repeat(MANY * 10)],
    ['blanks behind an end', `a\n...\n${' '.repeat(MANY * 10)}`],
    ['blank lines in text', `k: a\n${'\n'.repeat(MANY * 5)} b\n`],
    ['lines of text', `k: a\n${' b\n'.repeat(MANY)}`],
    ['lines of quoted text', `k: "a\n${' b\n'.repeat(MANY)}"`],
    ['an open quote', `k: "${'a '.repeat(MANY * 5)}`],
    ['escapes', `k: "${'\\n'.repeat(MANY * 2)}"`],
    ['block text', `k: |\n${'  b\n'.repeat(MANY)}`],
    ['folded text', `k: >\n${'  b\n'.repeat(MANY)}`],
    ['comments', '# a\n'.repeat(MANY)],
    ['documents', '---\na: 1\n'.repeat(MANY)],
    ['anchors', Array.from({ length: MANY }, (_, index) => `- &a${index} b\n`).join('')],
    ['a long key', `${'a'.repeat(MANY * 10)}: 1`],
    ['a long line of brackets', `${'[a]'.repeat(MANY)}: 1`],
    ['tags', '- !!str a\n'.repeat(MANY)],
    ['aliases', `- &a b\n${'- *a\n'.repeat(MANY)}`],
    ['merges', `- &a {b: 1}\n${'- <<: *a\n'.repeat(MANY / 10)}`],
    ['digits', `a: ${'1'.repeat(MANY * 5)}`],
    ['underscores', `a: 1${'_'.repeat(MANY * 5)}`],
    ['carriage returns', 'a: 1\r'.repeat(MANY)],
  ])('%s', (_, text) => {
    for (const dialect of ['v2', 'v3'] as const) {
      const start = performance.now();
      toData(parseYaml('f.yaml', Buffer.from(text), { dialect }));
      expect(performance.now() - start).toBeLessThan(10_000);
    }
  });

  test('what is not a character behind many that only look so', () => {
    const bytes = Buffer.concat([Buffer.from('\ufffd\n'.repeat(MANY * 5)), Buffer.from([0xff])]);
    expect(parseYaml('f.yaml', bytes).findings.map(({ code, line }) => [code, line])).toEqual([['not-utf8', MANY * 5 + 1]]);
  });

  test.each<[name: string, text: string | Buffer, message: string]>([
    [
      'depth',
      `${'['.repeat(1001)}x${']'.repeat(1001)}`,
      'is nested deeper than 1000 levels, which is more than is read here; make it simpler',
    ],
    [
      'depth by aliases',
      `a: &a ${'['.repeat(600)}x${']'.repeat(600)}\nb: ${'['.repeat(600)}*a${']'.repeat(600)}\n`,
      'is nested deeper than 1000 levels, which is more than is read here; make it simpler',
    ],
    ['values', '- a\n'.repeat(1_000_001), 'has more than 1000000 values, which is more than is read here; make it simpler'],
    ['bytes', Buffer.alloc(33 * 1024 * 1024, 'a'), 'is larger than 32 MiB, which is more than is read here; make it smaller'],
  ])('beyond the bound of %s the file is refused', (_, text, message) => {
    const yaml = parseYaml('f.yaml', Buffer.from(text));
    expect([yaml.findings.map((finding) => `${finding.verdict} ${finding.code} ${finding.message}`), yaml.root]).toEqual([
      [`refuse yaml-limit ${message}`],
      undefined,
    ]);
  });
});
