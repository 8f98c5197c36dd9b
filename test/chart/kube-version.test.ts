import { describe, expect, test } from 'vitest';
import { checkKubeVersion, parseChartFile } from '../../src/chart/index.ts';

function check(constraint: string, version = 'v1.32.5') {
  const text = `apiVersion: v2\nname: a\nversion: 1.0.0\n${constraint === '' ? '' : `kubeVersion: ${constraint}\n`}`;
  const { chart } = parseChartFile('cni/Chart.yaml', Buffer.from(text), false);
  return chart && checkKubeVersion(chart, version, 'csctl.yaml says');
}

describe('kubeVersion', () => {
  test.each(['', '">= 1.21.0-0"', '">=1.32.0 <1.33.0"', '1.32.x', '"~1.32.1"', '">=1.30.0-0, <1.34.0-0"', '""'])(
    '%s renders for v1.32.5',
    (constraint) => {
      expect(check(constraint)).toEqual([]);
    },
  );

  test.each([
    ['">= 1.33.0"', 'does not accept v1.32.5'],
    ['1.31.x', 'does not accept v1.32.5'],
    ['"<1.32"', 'does not accept v1.32.5'],
    ['"not a version"', 'is not a constraint that Helm can read'],
    ['">="', 'is not a constraint that Helm can read'],
  ])('%s does not: it %s', (constraint, what) => {
    const message = `kubeVersion "${constraint.replaceAll('"', '')}" ${what}, which csctl.yaml says: Helm refuses to render the chart`;
    expect(check(constraint)).toEqual([
      {
        verdict: 'refuse',
        waived: false,
        code: 'kube-version',
        subject: 'cni/Chart.yaml',
        message,
        file: 'cni/Chart.yaml',
        line: 4,
        column: 14,
      },
    ]);
  });
});
