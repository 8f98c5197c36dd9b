import { expect, test } from 'vitest';
import type { Effect } from '../../src/effect.ts';
import { formatUpgrades } from '../../src/report/upgrade-markdown.ts';
import type { LineReport, ReleaseReport } from '../../src/result.ts';

const effect = (more: Partial<Effect> = {}): Effect => ({
  kind: 'roll-workers',
  subject: 'default-worker',
  scope: { kind: 'classes', classes: ['default-worker'] },
  when: 'at-once',
  verdict: 'ok',
  clusterApi: '1.12',
  message: 'all machines are replaced',
  cause: { field: 'spec.files', file: 'class.yaml', line: 3 },
  rule: 'md-bootstrap-spec',
  ...more,
});

function report(effects: readonly Effect[], lines = 1): ReleaseReport {
  const upgrade = { from: 'docker-demo-1-32-v1', summary: 'Workers | roll <b>@all</b>.', effects };
  const line = { stack: 'docker-demo-1-32', release: 'docker-demo-1-32-v2', directory: 'd', action: 'planned', upgrade } as const;
  const whole: LineReport = { ...line, changed: [], assets: [], targets: [], findings: [] };
  return { schemaVersion: 1, releases: Array.from({ length: lines }, () => whole) };
}

test('the sentence and a table of effects, in text that is nothing else', () => {
  expect(formatUpgrades(report([effect(), effect({ kind: 'none' })]))).toBe(`## What clusters live through

**Clusters that come from \`docker-demo-1-32-v1\` to \`docker-demo-1-32-v2\`**

Workers \\| roll \\<b\\><!-- -->@all\\</b\\>.

<details><summary>1 effect</summary>

| | | Why |
|---|---|---|
| default-worker | all machines are replaced (Cluster API 1.12) | \`spec.files\`<br>\`class.yaml:3\` |

</details>

`);
});

test('nothing to tell is nothing', () => {
  const { releases } = report([]);
  const bare = releases.map(({ upgrade: _, ...line }) => line);
  expect(formatUpgrades({ schemaVersion: 1, releases: bare })).toBe('');
});

test('a comment takes it, however many lines there are', () => {
  const text = formatUpgrades(
    report(
      Array.from({ length: 60 }, () => effect({ message: 'x'.repeat(500) })),
      30,
    ),
  );
  expect(text.length).toBeLessThanOrEqual(65_536);
  expect(text).toContain('| | and 10 more | |');
  expect(text.endsWith('The rest is left out: GitHub takes no more than 65,536 characters. `clusterstack plan` tells all.\n')).toBe(true);
});
