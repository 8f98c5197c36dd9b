import { describe, expect, test } from 'vitest';
import { KNOWLEDGE, type Rule } from '../../../src/compat/index.ts';
import { mergeKnowledge } from '../../../src/compat/knowledge/index.ts';
import { AGE, judgeLines } from '../../../src/compat/rules/age/index.ts';
import { addMonths } from '../../../src/compat/rules/age/months.ts';
import { parseKubernetesVersion } from '../../../src/version/index.ts';
import { checkBuilt } from '../../support/check-built.ts';
import { formatConfig } from '../../support/stack-builder.ts';

function rule(code: string): readonly Rule[] {
  return AGE.filter((one) => one.code === code);
}

async function verdicts(code: string, kubernetes: string, today: string): Promise<string[]> {
  const findings = await checkBuilt(rule(code), { 'csctl.yaml': formatConfig({ kubernetes }) }, { facts: { today } });
  return findings.map(({ verdict }) => verdict);
}

test('a whole finding, at the version in csctl.yaml', async () => {
  expect(await checkBuilt(rule('kubernetes-end-of-life'))).toEqual([
    {
      code: 'kubernetes-end-of-life',
      verdict: 'warn',
      subject: 'Kubernetes',
      message: 'support for 1.32 ended on 2026-02-28, so it gets no more fixes; supported are 1.35, 1.36, 1.37',
      file: 'stacks/docker/demo/csctl.yaml',
      line: 3,
      column: 22,
      source: KNOWLEDGE.kubernetes.source,
      waived: false,
    },
  ]);
});

test.each([
  ['kubernetes-end-of-life', 'v1.35.9', '2026-11-23', ['ok']],
  ['kubernetes-end-of-life', 'v1.34.2', '2026-10-27', ['ok']],
  ['kubernetes-end-of-life', 'v1.34.2', '2026-10-28', ['warn']],
  ['kubernetes-end-of-life', 'v1.99.0', '2026-11-23', ['unknown']],
  ['kubernetes-patch', 'v1.35.10', '2026-11-23', ['ok']],
  ['kubernetes-patch', 'v1.35.9', '2026-10-15', ['ok']],
  ['kubernetes-patch', 'v1.35.8', '2026-11-23', ['warn']],
  ['kubernetes-patch', 'v1.35.8', '2026-10-15', ['ok']],
  ['kubernetes-patch', 'v1.35.8', '2026-10-16', ['warn']],
  ['kubernetes-patch', 'v1.32.5', '2026-11-23', ['warn']],
  ['kubernetes-patch', 'v1.32.13', '2026-11-23', ['ok']],
  ['kubernetes-patch', 'v1.99.0', '2026-11-23', ['unknown']],
  ['knowledge-age', 'v1.32.5', '2026-11-23', ['ok']],
  ['knowledge-age', 'v1.32.5', '2027-12-01', ['warn']],
])('%s for %s on %s: %j', async (code, kubernetes, today, expected) => {
  expect(await verdicts(code, kubernetes, today)).toEqual(expected);
});

test.each([
  ['2026-11-23', 1, '2026-12-23'],
  ['2026-12-23', 1, '2027-01-23'],
  ['2026-08-31', 6, '2027-02-31'],
])('addMonths %s + %i', (date, months, expected) => {
  expect(addMonths(date, months)).toBe(expected);
});

describe('judgeLines: scs-0210-v2 over all lines of a source', () => {
  const judge = (lines: readonly string[], today: string, knowledge = KNOWLEDGE) =>
    judgeLines(
      lines.flatMap((line) => parseKubernetesVersion(line) ?? []),
      knowledge,
      today,
    ).map(({ verdict, subject }) => `${verdict} ${subject}`);
  const fresh = mergeKnowledge(KNOWLEDGE, {
    kubernetes: { source: 'a list of today', asOf: '2026-11-20', released: { '1.37.2': '2026-10-13' } },
  });

  test.each<[string, string[], string[]]>([
    [
      'all up to date',
      ['v1.36.6', 'v1.35.10', 'v1.37.2'],
      ['ok Kubernetes', 'ok Kubernetes 1.37', 'ok Kubernetes 1.36', 'ok Kubernetes 1.35'],
    ],
    ['the newest minor is missing', ['v1.35.10'], ['warn Kubernetes', 'ok Kubernetes 1.35']],
    ['a patch is missing', ['v1.36.3'], ['ok Kubernetes', 'warn Kubernetes 1.36']],
    ['the best of a minor counts', ['v1.36.3', 'v1.36.6'], ['ok Kubernetes', 'ok Kubernetes 1.36']],
    ['a minor without dates', ['v1.38.0'], ['ok Kubernetes', 'unknown Kubernetes 1.38']],
    ['no lines', [], []],
  ])('%s', (_, lines, expected) => {
    expect(judge(lines, '2026-11-23', fresh)).toEqual(expected);
  });

  test('a list that ends too early proves nothing, except what is late already', () => {
    expect(judge(['v1.36.6'], '2027-06-01')).toEqual(['warn Kubernetes', 'unknown Kubernetes 1.36']);
    expect(judge(['v1.37.2'], '2027-06-01')).toEqual(['unknown Kubernetes', 'unknown Kubernetes 1.37']);
  });

  test.each<[today: string, line: string, expected: string[]]>([
    ['2026-08-10', 'v1.36.0', ['ok Kubernetes', 'ok Kubernetes 1.36']],
    ['2026-09-05', 'v1.36.0', ['ok Kubernetes', 'ok Kubernetes 1.36']],
    ['2026-09-06', 'v1.36.0', ['ok Kubernetes', 'warn Kubernetes 1.36']],
    ['2026-09-06', 'v1.36.1', ['ok Kubernetes', 'ok Kubernetes 1.36']],
    ['2026-11-01', 'v1.36.1', ['ok Kubernetes', 'ok Kubernetes 1.36']],
    ['2026-11-02', 'v1.36.1', ['ok Kubernetes', 'unknown Kubernetes 1.36']],
    ['2026-12-10', 'v1.36.1', ['ok Kubernetes', 'unknown Kubernetes 1.36']],
    ['2026-12-11', 'v1.36.1', ['warn Kubernetes', 'unknown Kubernetes 1.36']],
    ['2026-12-11', 'v2.0.0', ['ok Kubernetes', 'unknown Kubernetes 2.0']],
    ['2027-02-01', 'v1.37.0', ['ok Kubernetes', 'unknown Kubernetes 1.37']],
    ['2027-02-02', 'v1.37.0', ['unknown Kubernetes', 'unknown Kubernetes 1.37']],
  ])('to the day: %s for %s', (today, line, expected) => {
    const released = { '1.36.0': '2026-04-01', '1.36.1': '2026-08-05', '1.37.0': '2026-08-10' };
    const kubernetes = { ...KNOWLEDGE.kubernetes, asOf: '2026-10-01', released, last: {}, endOfLife: {} };
    expect(judge([line], today, { ...KNOWLEDGE, kubernetes })).toEqual(expected);
  });

  test('a list of nothing says nothing', () => {
    const kubernetes = { ...KNOWLEDGE.kubernetes, released: {}, last: {}, endOfLife: {} };
    expect(judge(['v1.36.0'], '2026-11-23', { ...KNOWLEDGE, kubernetes })).toEqual(['unknown Kubernetes', 'unknown Kubernetes 1.36']);
  });
});
