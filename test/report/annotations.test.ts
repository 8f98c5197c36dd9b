import { describe, expect, test } from 'vitest';
import { createFinding, type Finding } from '../../src/finding.ts';
import { annotateReport, formatLog } from '../../src/report/index.ts';
import type { LineReport, ReleaseReport } from '../../src/result.ts';

const NOWHERE = { file: undefined, line: undefined, column: undefined };
const LINE: LineReport = {
  stack: 'docker-scs-1-36',
  directory: 'stacks/docker/scs',
  action: 'refused',
  changed: [],
  assets: [],
  targets: [],
  findings: [],
};
const report = (...releases: readonly LineReport[]): ReleaseReport => ({ schemaVersion: 1, releases });
const many = (verdict: 'refuse' | 'warn', number: number): Finding[] =>
  Array.from({ length: number }, (_, index) =>
    createFinding(verdict, 'chart-name', `chart-${index}`, `the chart is named ${verdict}-${index}`),
  );
const kinds = ({ annotations }: ReturnType<typeof annotateReport>) =>
  Object.fromEntries(['error', 'warning', 'notice'].map((kind) => [kind, annotations.filter((one) => one.kind === kind).length]));

describe('annotations', () => {
  test('name the line, the code and the subject, at the place', () => {
    const place = { file: 'stacks/docker/scs/cluster-addon/cni/Chart.yaml', line: 5, column: 3 };
    const findings = [
      createFinding('warn', 'chart-name', 'cilium', 'no rule knows this addon', place),
      createFinding('refuse', 'missing-file', 'csctl.yaml', 'is missing', { file: 'stacks/docker/scs/csctl.yaml' }),
      createFinding('unknown', 'chart-name', 'cilium', 'was not compared'),
      createFinding('ok', 'chart-name', 'cilium', 'fits'),
      { ...createFinding('warn', 'chart-name', 'cilium', 'is muted'), waived: true },
    ];
    const error = { code: 'dependency', message: 'no chart' };
    expect(annotateReport(report({ ...LINE, findings, error })).annotations).toEqual([
      { kind: 'error', title: 'docker-scs-1-36: dependency', message: 'no chart', place: NOWHERE },
      {
        kind: 'error',
        title: 'docker-scs-1-36: missing-file',
        message: 'is missing',
        place: { ...NOWHERE, file: 'stacks/docker/scs/csctl.yaml' },
      },
      { kind: 'warning', title: 'docker-scs-1-36: chart-name', message: 'cilium: was not compared', place: NOWHERE },
      { kind: 'warning', title: 'docker-scs-1-36: chart-name', message: 'cilium: no rule knows this addon', place },
    ]);
  });

  test('of all lines together', () => {
    const [finding] = many('warn', 1);
    const both = annotateReport({ ...report(LINE), findings: finding ? [finding] : [], error: { code: 'internal', message: 'broken' } });
    expect(both.annotations.map(({ title }) => title)).toEqual(['all stacks: internal', 'all stacks: chart-name']);
    expect(both.rest).toEqual({ ...report(LINE), findings: [] });
  });

  test.each([
    { refused: 9, warned: 10, before: 0, shown: { error: 9, warning: 10, notice: 0 }, left: [] },
    {
      refused: 11,
      warned: 10,
      before: 0,
      shown: { error: 9, warning: 10, notice: 1 },
      left: ['2 more errors: GitHub shows ten annotations of a kind for each step; the log and the summary have all'],
    },
    {
      refused: 10,
      warned: 30,
      before: 3,
      shown: { error: 9, warning: 7, notice: 1 },
      left: ['1 more error and 23 more warnings: GitHub shows ten annotations of a kind for each step; the log and the summary have all'],
    },
    {
      refused: 0,
      warned: 2,
      before: 12,
      shown: { error: 0, warning: 0, notice: 1 },
      left: ['2 more warnings: GitHub shows ten annotations of a kind for each step; the log and the summary have all'],
    },
  ])('$refused refusals and $warned warnings, after $before others', ({ refused, warned, before, shown, left }) => {
    const annotated = annotateReport(report({ ...LINE, findings: [...many('refuse', refused), ...many('warn', warned)] }), before);
    expect(kinds(annotated)).toEqual(shown);
    expect(annotated.annotations.filter(({ kind }) => kind === 'notice').map(({ message }) => message)).toEqual(left);
  });
});

describe('the log', () => {
  test('has a group for each line, and what no annotation tells', () => {
    const lines = [
      { ...LINE, findings: many('refuse', 10) },
      { ...LINE, stack: 'docker-scs-1-35', action: 'unchanged' as const },
    ];
    expect(formatLog(annotateReport(report(...lines)).rest)).toEqual({
      groups: [
        { title: 'refused   docker-scs-1-36  ', text: '  refused: the findings below say what to change' },
        {
          title: 'unchanged docker-scs-1-35  ',
          text: [
            '  nothing changed',
            '',
            'stacks/docker/scs',
            '  refuse  chart-9  chart-name  (docker-scs-1-36)',
            '    chart-9: the chart is named refuse-9',
          ].join('\n'),
        },
      ],
      ending: '1 refused, 1 unchanged\nwhy, with examples: clusterstack explain chart-name',
    });
  });

  test('says the error of a target once', () => {
    const error = { code: 'target-failed', message: 'oci-layout:b: b is no layout' };
    const targets = [{ url: 'oci-layout:b', result: 'failed' as const, error: { code: 'invalid-layout', message: 'b is no layout' } }];
    const { rest } = annotateReport(report({ ...LINE, action: 'failed', targets, error }));
    expect(formatLog(rest).groups).toEqual([{ title: 'failed    docker-scs-1-36  ', text: '  failed     oci-layout:b' }]);
  });
});
