import { describe, expect, test } from 'vitest';
import { createFinding, type Finding } from '../../src/finding.ts';
import { formatCheck, formatSummary } from '../../src/report/index.ts';
import { formatLines, type LineFindings, type Told, tellFindings } from '../../src/report/told.ts';
import { anyCode } from '../support/any-code.ts';

const line = (stack: string, directory: string, ...findings: readonly Finding[]): LineFindings => ({ stack, directory, findings });
const say = (verdict: Finding['verdict'], code: string, message = 'm') => createFinding(verdict, anyCode(code), 's', message);
const brief = (told: readonly Told[]) => told.map(({ finding: { code }, lines }) => [code, lines]);

describe('findings', () => {
  const [a, b] = [say('warn', 'a'), say('refuse', 'b')];

  test.each<[what: string, lines: readonly LineFindings[], trees: readonly (readonly string[][])[], shared: readonly string[][]]>([
    ['of one line', [line('x-y-1-31', 'd', a)], [[['a', '']]], []],
    ['twice in one line', [line('x-y-1-31', 'd', a, a)], [[['a', '']]], []],
    ['of two rows', [line('x-y-1-31', 'd', a), line('x-y-1-32', 'd', a)], [[['a', 'x-y-1-31, -1-32']]], []],
    ['of one of two rows', [line('x-y-1-31', 'd'), line('x-y-1-32', 'd', a)], [[['a', 'x-y-1-32']]], []],
    [
      'of some stacks',
      [line('x-y-1-31', 'd', a), line('x-z-1-32', 'e', a), line('x-u-1-32', 'f')],
      [[], [], []],
      [['a', 'x-y-1-31, x-z-1-32']],
    ],
    ['of all stacks', [line('x-y-1-31', 'd', a), line('x-z-1-32', 'e', a)], [[], []], [['a', 'all 2 lines']]],
    [
      'the worst first',
      [line('x-y-1-31', 'd', a, b)],
      [
        [
          ['b', ''],
          ['a', ''],
        ],
      ],
      [],
    ],
    [
      'causes before it',
      [line('x-y-1-31', 'd', a, b, say('unknown', 'not-rendered'))],
      [
        [
          ['not-rendered', ''],
          ['b', ''],
          ['a', ''],
        ],
      ],
      [],
    ],
    [
      'no cause where all is well',
      [line('x-y-1-31', 'd', say('ok', 'not-rendered'), b)],
      [
        [
          ['b', ''],
          ['not-rendered', ''],
        ],
      ],
      [],
    ],
  ])('%s', (_, lines, trees, shared) => {
    const telling = tellFindings(lines);
    expect(telling.trees.map(({ findings }) => brief(findings))).toEqual(trees);
    expect(brief(telling.shared)).toEqual(shared);
  });

  test('of all lines together are told with those that stacks share', () => {
    expect(brief(tellFindings([line('x-y-1-31', 'd')], [a]).shared)).toEqual([['a', '']]);
  });

  test.each([
    [['x-y-1-31', 'x-y-1-32', 'x-z-1-32'], 'x-y-1-31, -1-32, x-z-1-32'],
    [['stacks/a', 'stacks/b'], 'stacks/a, stacks/b'],
  ])('%j', (names, text) => expect(formatLines(names)).toBe(text));
});

describe('text', () => {
  const stack = (name: string, ...findings: readonly Finding[]) => ({ stack: name, directory: 'd', verdict: 'ok' as const, findings });
  const check = (...stacks: readonly ReturnType<typeof stack>[]) => formatCheck({ schemaVersion: 1, stacks }, false);
  const muted: Finding = { ...say('warn', 'a'), waived: true };

  test('rows of one tree', () => {
    const shared = say('warn', 'a');
    expect(check(stack('x-y-1-31', shared, say('ok', 'b')), stack('x-y-1-32', shared, say('ok', 'b')))).toBe(`warn    x-y-1-31  d
warn    x-y-1-32  d
  warn    s  a  (x-y-1-31, -1-32)
    s: m
  ok      1 more thing compared, and fit
2 stacks checked, none refused
`);
  });

  test.each<[findings: readonly Finding[], head: string]>([
    [[], 'ok      x-y-1-31  d'],
    [[say('unknown', 'a'), say('unknown', 'b'), say('ok', 'c')], 'passed  x-y-1-31  d  (2 not compared)'],
    [[say('unknown', 'a'), say('warn', 'b')], 'warn    x-y-1-31  d  (1 not compared)'],
    [[say('unknown', 'a'), say('refuse', 'b')], 'refuse  x-y-1-31  d  (1 not compared)'],
    [[muted], 'ok      x-y-1-31  d'],
  ])('%#: begins with %s', (findings, head) => expect(check(stack('x-y-1-31', ...findings)).split('\n')[0]).toBe(head));

  test('muted warnings are a number', () => {
    expect(check(stack('x-y-1-31', muted, { ...say('warn', 'b'), waived: true }, say('warn', 'c')))).toBe(`warn    x-y-1-31  d
  warn    s  c
    s: m
  muted   2 warnings, by waivers in compatibility.yaml
1 stack checked, none refused
`);
  });

  test('in the summary, too', () => {
    const release = (stack: string, ...findings: readonly Finding[]) =>
      ({ stack, directory: 'd', action: 'planned', changed: [], assets: [], targets: [], findings }) as const;
    const summary = formatSummary({
      schemaVersion: 1,
      releases: [release('x-y-1-31', say('warn', 'c'), muted), release('x-y-1-32', say('warn', 'c'))],
    });
    expect(summary.slice(summary.indexOf('**'))).toBe(`**Findings of \`d\`**

| | Where | What |
|---|---|---|
| warn | \`s\` | m (\`c\`) x-y-1-31, -1-32 |

Muted: 1 warning, by a waiver in compatibility.yaml.

`);
  });
});
