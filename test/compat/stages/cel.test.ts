import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkExpression, checkKey } from '../../../src/compat/cel/index.ts';

/**
 * The answers of cel-go 0.23.1 to expressions, as CSO calls it: `cel.NewEnv()`, each key a `map(string, any)`, then
 * `Compile` and `Program`. Its versions 0.20.1 and 0.26.1 say the same of each. `dyn` includes `any`.
 */
type Row = readonly [verdict: 'bool' | 'dyn' | 'other' | 'error', keys: readonly string[], expression: string];
const ROWS = JSON.parse(readFileSync(new URL('cel-go.json', import.meta.url), 'utf8')) as readonly Row[];

/** In the words of the table. */
function judge(keys: readonly string[], expression: string): Row[0] | 'unknown' {
  if (keys.some((key) => checkKey(key) === 'type')) return 'error';
  const verdict = checkExpression(expression, keys);
  if (verdict.kind === 'compiles') return verdict.type === 'bool' || verdict.type === 'dyn' ? verdict.type : 'other';
  return verdict.kind === 'broken' ? 'error' : 'unknown';
}

describe('cel-go’s verdict', () => {
  const judged = ROWS.map(([verdict, keys, expression]) => ({ verdict, own: judge(keys, expression), expression }));

  test('is met wherever one is given', () => {
    const wrong = judged.filter(({ verdict, own }) => own !== 'unknown' && own !== verdict);
    expect(wrong).toEqual([
      // CEL's grammar lets a list end with a comma, cel-go's does not let arguments.
      { verdict: 'error', own: 'bool', expression: 'size(ds,) == 1' },
      // cel-go leaves two negations out.
      { verdict: 'dyn', own: 'bool', expression: '!!ds.x' },
    ]);
  });

  test('is given but for rare forms', () => {
    const unknown = judged.filter(({ own }) => own === 'unknown');
    expect(unknown.length / judged.length).toBeLessThan(0.08);
    expect(unknown.filter(({ expression }) => /^(?:ds|deploy)\.status\.\w+ [<=>]+ [\w.]+$/.test(expression))).toEqual([]);
  });
});

test.each([
  ['ds.status.x == ', { kind: 'broken', why: 'it ends where more must follow', offset: 15 }],
  ['ds.a == 1 && foo.b', { kind: 'broken', why: 'Unknown variable: foo', offset: 13, variable: 'foo' }],
  [
    'ds.a == 1 && quantity("1") == 1',
    { kind: 'broken', why: 'CEL has no function quantity() without an extension, and CSO loads none', offset: 13 },
  ],
  ['ds.x == 1', { kind: 'compiles', type: 'bool', variables: new Set(['ds']) }],
  ['size(ds)', { kind: 'compiles', type: 'int', variables: new Set(['ds']) }],
])('%s', (expression, verdict) => expect(checkExpression(expression, ['ds'])).toEqual(verdict));

test.each([
  ['ds', undefined],
  ['_1', undefined],
  ['a.b', undefined],
  ['cilium-ds', 'form'],
  ['1a', 'form'],
  ['', 'form'],
  ['namespace', 'reserved'],
  ['true', 'reserved'],
  ['map', 'type'],
])('the key %j', (key, expected) => expect(checkKey(key)).toBe(expected));

describe('robustness', () => {
  test('no text makes it throw', () => {
    const token = fc.constantFrom(
      ...'ds . status ( ) [ ] { } == != < && || ! - ? : , " \' """ r" 1 2u 1.5 e x in has exists map \\ \n // null true # ` é'.split(' '),
    );
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join(' ')),
    );
    fc.assert(
      fc.property(text, (expression) => ['compiles', 'broken', 'unknown'].includes(checkExpression(expression, ['ds']).kind)),
      {
        numRuns: 2000,
      },
    );
  });

  test.each([
    ['parentheses', `${'('.repeat(4000)}1${')'.repeat(4000)}`],
    ['lists', '['.repeat(9000)],
    ['negations', `${'!'.repeat(9000)}true`],
    ['fields', `ds${'.a'.repeat(4000)} == 1`],
    ['sums', `1${' + 1'.repeat(2400)} == 1`],
    ['sums without blanks', `1${'+1'.repeat(4900)}==1`],
    ['conjunctions', `true${' && true'.repeat(1200)}`],
    ['choices', `${'true ? '.repeat(1200)}1${' : 1'.repeat(1200)}`],
    ['macros', `${'ds.a.all(x, '.repeat(800)}true`],
    ['a long text', `"${'a'.repeat(1_000_000)}" == ds.x`],
  ])('deep nesting of %s', (_, expression) =>
    expect(['compiles', 'broken', 'unknown']).toContain(checkExpression(expression, ['ds']).kind),
  );
});
