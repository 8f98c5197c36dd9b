import { describe, expect, test } from 'vitest';
import type { Effect } from '../../src/effect.ts';
import { createFinding, type Finding, type Verdict } from '../../src/finding.ts';
import { formatOutputs, formatSummary } from '../../src/report/index.ts';
import type { LineReport, ReleaseReport } from '../../src/result.ts';

const FINDING_SIZE = 300;
const finding = (verdict: Verdict, index: number): Finding =>
  createFinding(verdict, 'chart-name', `chart-${index}`, `${index} ö `.padEnd(FINDING_SIZE, '|'), { file: 'csctl.yaml', line: index + 1 });
const findings = (verdict: Verdict, number: number) => Array.from({ length: number }, (_, index) => finding(verdict, index));

function line(index: number, more: Partial<LineReport> = {}): LineReport {
  const [stack, directory] = [`docker-scs-1-${index}`, `stacks/${index}`];
  const own = more.findings?.map((one) => ({ ...one, file: `${directory}/csctl.yaml` })) ?? [];
  return { stack, directory, action: 'refused', changed: [], assets: [], targets: [], ...more, findings: own };
}

function reportOf(number: number, more: Partial<LineReport> = {}): ReleaseReport {
  return { schemaVersion: 1, releases: Array.from({ length: number }, (_, index) => line(index, more)), findings: [finding('warn', 0)] };
}

const count = ({ releases, findings: ofAll = [] }: ReleaseReport) => ofAll.length + releases.flatMap((one) => one.findings).length;

describe('the outputs', () => {
  test('of a usual run are the report as it is', () => {
    const report = reportOf(2, { action: 'planned', findings: findings('ok', 3), kubernetes: 'v1.36.1', release: 'r' });
    const { values, cuts } = formatOutputs(report);
    const [first, second] = report.releases.map(({ stack, directory }) => ({
      stack,
      directory,
      stacks: directory,
      kubernetes: '1.36',
      release: 'r',
    }));
    expect({ ...values, releases: JSON.parse(values.releases), matrix: JSON.parse(values.matrix), cuts }).toEqual({
      releases: report,
      released: 'false',
      pending: 'true',
      matrix: { include: [first, second] },
      effects: '',
      cuts: [],
    });
  });

  const mixed = [...findings('ok', 40), ...findings('refuse', 5), ...findings('warn', 20)];
  test.each([
    { title: 'what fits goes first', report: reportOf(24, { findings: mixed }), kept: 24 * 25 + 1, releases: 24 },
    {
      title: 'then warnings',
      report: reportOf(24, { findings: [...findings('refuse', 10), ...findings('warn', 100)] }),
      kept: 240,
      releases: 24,
    },
    { title: 'then refusals', report: reportOf(24, { findings: findings('refuse', 250) }), kept: 0, releases: 24 },
    { title: 'then lines', report: reportOf(8000), kept: 0, releases: 2000 },
    {
      title: 'in the end all',
      report: { ...reportOf(3), error: { code: 'internal', message: 'x'.repeat(600_000) } },
      kept: 0,
      releases: 0,
    },
  ])('too large for GitHub: $title', ({ report, kept, releases }) => {
    const { values, cuts } = formatOutputs(report);
    expect(Object.values(values).join('').length * 2).toBeLessThanOrEqual(1_000_000);
    const read = JSON.parse(values.releases) as ReleaseReport;
    expect({ kept: count(read), releases: read.releases.length }).toEqual({ kept, releases });
    const left = report.releases.length - releases;
    expect(cuts).toHaveLength(1);
    if (report.error === undefined) expect(read.omitted).toEqual({ findings: count(report) - kept, releases: left });
  });

  test('effects go before whole lines, and their sentences stay', () => {
    const effect: Effect = {
      kind: 'in-place',
      subject: 'x',
      scope: { kind: 'all' },
      when: 'at-once',
      verdict: 'ok',
      message: 'm'.repeat(1000),
      cause: { field: 'f' },
      rule: 'r',
    };
    const upgrade = { from: 'a', summary: 'Nothing.', effects: Array.from({ length: 400 }, () => effect) };
    const { values, cuts } = formatOutputs(reportOf(3, { action: 'planned', upgrade }));
    const read = JSON.parse(values.releases) as ReleaseReport;
    expect(read.releases.map((one) => one.upgrade)).toEqual(Array.from({ length: 3 }, () => ({ ...upgrade, effects: [] })));
    expect(read.omitted).toEqual({ findings: 1, effects: 1200, releases: 0 });
    expect(cuts).toEqual(['the output releases would be too large for GitHub, and lacks 1 finding and 1200 effects']);
    expect(values.effects.length).toBeLessThanOrEqual(65_536);
  });

  test('the matrix has as many jobs as GitHub starts', () => {
    const { values, cuts } = formatOutputs(reportOf(300, { action: 'planned' }));
    expect(JSON.parse(values.matrix).include).toHaveLength(256);
    expect(cuts).toEqual(['the output matrix has 256 of 300 lines, as many jobs as GitHub starts']);
  });
});

describe('the summary', () => {
  const assets = [{ name: 'metadata.yaml', digest: `sha256:${'0'.repeat(64)}`, size: 1 }];
  const large = formatSummary(reportOf(24, { action: 'released', assets, findings: findings('warn', 250) }));

  test('is no larger than GitHub takes, and says that it was cut', () => {
    expect(Buffer.byteLength(large)).toBeLessThanOrEqual(1024 * 1024);
    expect(Buffer.byteLength(large)).toBeGreaterThan(1024 * 1000);
    expect(large).toMatch(/\|\n\n> \[!WARNING\]\n> The rest is left out: .*\n$/);
  });

  test('ends after something whole', () => {
    const rows = large.split('\n').filter((text) => text.startsWith('| warn'));
    expect(rows.filter((row) => !row.endsWith('(`chart-name`) |')).length).toBe(0);
    expect(large.match(/<details>/g)?.length).toBe(large.match(/<\/details>/g)?.length);
    expect((large.match(/```/g)?.length ?? 0) % 2).toBe(0);
  });

  test('that fits is not cut', () => expect(formatSummary(reportOf(24))).not.toContain('left out'));
});
