import { describe, expect, test } from 'vitest';
import { formatConsumption, resolveConsumption } from '../../src/consumption.ts';
import { createFinding, type Finding } from '../../src/finding.ts';
import { formatSize, shortDigest } from '../../src/format-size.ts';
import { exitCode } from '../../src/outcome.ts';
import { createMatrix, formatCheck, formatRelease, formatSummary, isPending, isReleased } from '../../src/report/index.ts';
import type { Action, CheckReport, LineReport, ReleaseReport } from '../../src/result.ts';
import check from '../../src/verbs/check.ts';
import { anyCode } from '../support/any-code.ts';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const LINE: LineReport = {
  stack: 'openstack-scs-1-32',
  directory: 'stacks/openstack/scs',
  release: 'openstack-scs-1-32-v4',
  version: 'v4',
  previous: 'v3',
  kubernetes: 'v1.32.5',
  action: 'released',
  changed: ['cluster-class', 'stages'],
  output: '.release/openstack-scs-1-32-v4',
  digest: DIGEST,
  assets: [
    { name: 'metadata.yaml', digest: DIGEST, size: 210 },
    { name: 'node-images.yaml', digest: DIGEST, size: 12_345 },
  ],
  targets: [{ url: 'oci://ghcr.io/org/stacks', result: 'published', digest: DIGEST }],
  findings: [],
};
const WARNING = createFinding('warn', 'chart-name', 'stacks/openstack/scs/cluster-class/Chart.yaml', 'the chart is named x', {
  file: 'stacks/openstack/scs/cluster-class/Chart.yaml',
  line: 2,
  column: 7,
});
const REFUSAL = createFinding('refuse', 'missing-file', 'csctl.yaml', 'is missing', { file: 'stacks/docker/scs/csctl.yaml' });
const UNCHANGED: LineReport = {
  ...LINE,
  action: 'unchanged',
  version: 'v3',
  release: 'openstack-scs-1-32-v3',
  changed: [],
  targets: [{ url: 'oci://ghcr.io/org/stacks', result: 'present', digest: DIGEST }],
};
const REFUSED: LineReport = {
  stack: 'stacks/docker/scs',
  directory: 'stacks/docker/scs',
  action: 'refused',
  changed: [],
  assets: [],
  targets: [],
  findings: [REFUSAL, WARNING],
};
const FAILED: LineReport = {
  ...LINE,
  action: 'failed',
  targets: [
    { url: 'oci-layout:a', result: 'published', digest: DIGEST },
    { url: 'oci-layout:b', result: 'failed', error: { code: 'invalid-layout', message: 'b is not a layout' } },
  ],
  error: { code: 'target-failed', message: 'oci-layout:b: b is not a layout' },
};
const report = (...releases: readonly LineReport[]): ReleaseReport => ({ schemaVersion: 1, releases });

describe('text', () => {
  test('a release', () => {
    expect(formatRelease(report(LINE), false)).toBe(`released  openstack-scs-1-32-v4  v3 → v4  Kubernetes v1.32.5
  changed: cluster-class, stages
  metadata.yaml        210 B  sha256:0123456789ab
  node-images.yaml   12.3 kB  sha256:0123456789ab
  directory  .release/openstack-scs-1-32-v4
  published  oci://ghcr.io/org/stacks  ${DIGEST}

To let the Cluster Stack Operator use it:

  # CSO takes each newer stable release by itself.
  # In CSO's environment: OCI_REGISTRY=ghcr.io OCI_REPOSITORY=ghcr.io/org/stacks
  # Clusters name its class in spec.topology.class: openstack-scs-1-32-v4
  apiVersion: clusterstack.x-k8s.io/v1alpha1
  kind: ClusterStack
  metadata:
    name: openstack-scs-1-32
    namespace: cluster
  spec:
    provider: openstack
    name: scs
    kubernetesVersion: "1.32"
    channel: stable
    autoSubscribe: true
    providerRef: {}  # your provider’s ClusterStackReleaseTemplate, for the node images
    versions: [v4]

1 released
`);
  });

  test('nothing to do, a refusal and a failure', () => {
    const { output: _, ...unchanged } = UNCHANGED;
    expect(formatRelease(report(unchanged, REFUSED, FAILED), false)).toBe(`unchanged openstack-scs-1-32-v3  v3  Kubernetes v1.32.5
  nothing changed
  present    oci://ghcr.io/org/stacks  ${DIGEST}

refused   stacks/docker/scs  ${''}
  refused: the findings below say what to change
  refuse  stacks/docker/scs/csctl.yaml  missing-file
    is missing
  warn    stacks/openstack/scs/cluster-class/Chart.yaml:2:7  chart-name
    the chart is named x

failed    openstack-scs-1-32-v4  v3 → v4  Kubernetes v1.32.5
  changed: cluster-class, stages
  directory  .release/openstack-scs-1-32-v4
  published  oci-layout:a  ${DIGEST}
  failed     oci-layout:b
    invalid-layout: b is not a layout

1 unchanged, 1 refused, 1 failed
why, with examples: clusterstack explain missing-file
`);
  });

  test.each<[name: string, line: Partial<LineReport>, reason: string]>([
    ['a first release', { previous: undefined as never, version: 'v1', changed: [] }, 'the first release of its line'],
    [
      'a first release of a channel',
      { previous: undefined as never, version: 'v0-beta.100', changed: [] },
      'the first release of its line',
    ],
    [
      'hash mode says nothing',
      { previous: undefined as never, version: 'v0-sha.abc1234', changed: [] },
      'metadata.yaml        210 B  sha256:0123456789ab',
    ],
    ['changes', {}, 'changed: cluster-class, stages'],
  ])('why: %s', (_, line, reason) => {
    expect(
      formatRelease(report({ ...LINE, ...line }), false)
        .split('\n')[1]
        ?.trim(),
    ).toBe(reason);
  });

  test('a line that lacked a release at a target', () => {
    const brought: LineReport = {
      ...UNCHANGED,
      targets: [...UNCHANGED.targets, { url: 'oci-layout:b', result: 'published', digest: DIGEST }],
    };
    expect(formatRelease(report(brought), false).split('\n')[1]).toBe('  nothing changed; brought to 1 target that lacked it');
  });

  test('check', () => {
    const checked: CheckReport = {
      schemaVersion: 1,
      basis: { today: '2026-11-22', helm: 'v3.19.0', knowledge: '2026-11-01' },
      stacks: [
        { stack: 'docker-a-1-32', directory: 'a', verdict: 'ok', findings: [createFinding('ok', anyCode('skew'), 'x', 'fits')] },
        {
          stack: 'b',
          directory: 'b',
          verdict: 'refuse',
          findings: [
            { ...REFUSAL, message: `${REFUSAL.message}; waived until 2027-01-31: known`, waived: true },
            createFinding('unknown', anyCode('api'), 'ccm 1.2', 'is not known'),
            { ...REFUSAL, source: 'CSO' },
          ],
        },
      ],
    };
    expect(formatCheck(checked, false)).toBe(`ok      docker-a-1-32  a
  ok      1 more thing compared, and fit
refuse  b  b  (1 not compared)
  refuse  stacks/docker/scs/csctl.yaml  missing-file
    is missing
    source: CSO
  unknown ccm 1.2  api
    ccm 1.2: is not known
  warn    stacks/docker/scs/csctl.yaml  missing-file
    is missing; waived until 2027-01-31: known
1 stack of 2 refused
why, with examples: clusterstack explain missing-file
judged on 2026-11-22 with helm v3.19.0 and knowledge up to 2026-11-01
`);
    expect(formatCheck({ schemaVersion: 1, stacks: checked.stacks.slice(0, 1) }, false)).toBe(
      'ok      docker-a-1-32  a\n  ok      1 more thing compared, and fit\n1 stack checked, none refused\n',
    );
  });

  test('a plan shows what a line writes in place of the tree’s Kubernetes version', () => {
    const replaced = createFinding('ok', 'line-version', 'values.yaml', 'image-v1.32.13 becomes image-v1.31.14', {
      file: 'values.yaml',
      line: 5,
      column: 3,
    });
    const shown = (action: LineReport['action']) => formatRelease(report({ ...LINE, action, findings: [replaced] }), false);
    expect(shown('planned')).toContain('\n  values.yaml:5:3  image-v1.32.13 becomes image-v1.31.14\n');
    expect(shown('released')).not.toContain('becomes');
  });

  test('colour only where it is asked for', () => {
    const all = report(LINE, UNCHANGED, REFUSED, FAILED);
    const escapes = /\u001b\[/;
    expect([escapes.test(formatRelease(all, false)), escapes.test(formatRelease(all, true)), escapes.test(formatSummary(all))]).toEqual([
      false,
      true,
      false,
    ]);
    expect(formatRelease(all, true).replaceAll(/\u001b\[\d+m/g, '')).toBe(formatRelease(all, false));
  });
});

describe('Markdown', () => {
  test('a release', () => {
    expect(formatSummary(report(LINE))).toBe(`## Cluster stacks

| | Release | Version | Kubernetes | Why | Where |
|---|---|---|---|---|---|
| 🚀 released | \`openstack-scs-1-32-v4\` | v3 → **v4** | v1.32.5 | changed: cluster-class, stages | published \`oci://ghcr.io/org/stacks\` |

<details><summary>Files of <code>openstack-scs-1-32-v4</code></summary>

| File | Size | Digest |
|---|---:|---|
| \`metadata.yaml\` | 210 B | \`${DIGEST}\` |
| \`node-images.yaml\` | 12.3 kB | \`${DIGEST}\` |

</details>

<details><summary>How the Cluster Stack Operator uses it</summary>

\`\`\`yaml
${formatConsumption(LINE)}
\`\`\`

</details>

`);
  });

  test('nothing to do, a refusal and a failure', () => {
    expect(formatSummary(report(UNCHANGED, REFUSED, { ...FAILED, assets: [] }))).toBe(`## Cluster stacks

| | Release | Version | Kubernetes | Why | Where |
|---|---|---|---|---|---|
| ✅ unchanged | \`openstack-scs-1-32-v3\` | v3 | v1.32.5 | nothing changed | present \`oci://ghcr.io/org/stacks\` |
| ⛔ refused | \`stacks/docker/scs\` |  |  | refused: the findings below say what to change |  |
| ❌ failed | \`openstack-scs-1-32-v4\` | v3 → **v4** | v1.32.5 | changed: cluster-class, stages | published \`oci-layout:a\`<br>failed \`oci-layout:b\` |

**Findings of \`stacks/docker/scs\`**

| | Where | What |
|---|---|---|
| refuse | \`stacks/docker/scs/csctl.yaml\` | is missing (\`missing-file\`) |
| warn | \`stacks/openstack/scs/cluster-class/Chart.yaml:2:7\` | the chart is named x (\`chart-name\`) |

> [!CAUTION]
> **target-failed**: oci-layout:b: b is not a layout

`);
  });

  test('who the run was at each target', () => {
    const logins = [
      { url: 'oci://ghcr.io/org/stacks', login: 'robot\u001b[31m, by OCI_* variables or --username' },
      { url: 'oci://registry.example.com/stacks', login: undefined },
    ];
    expect(formatSummary(report(UNCHANGED), logins).split('\n\n').slice(-4, -2)).toEqual([
      '<details><summary>Log-ins</summary>',
      '- `oci://ghcr.io/org/stacks`: robot\\\\u{1b}\\[31m, by OCI\\_\\* variables or the input username\n- `oci://registry.example.com/stacks`: nobody: no credentials are known',
    ]);
  });

  test('an error before any line', () => {
    expect(
      formatSummary({ schemaVersion: 1, releases: [], error: { code: 'no-stack', message: 'found\nno *stack*' } }),
    ).toBe(`## Cluster stacks

> [!CAUTION]
> found<br>no \\*stack\\*

`);
  });

  test('text of users makes no cells, markup or lines', () => {
    const hostile = 'a|b\n<img src=x> `c` *d* [e](f) \\| _g_';
    const finding: Finding = { ...createFinding('warn', anyCode('x'), 's', 'm', { file: 'a|b`c`\nd.yaml' }), message: hostile };
    const line: LineReport = { ...REFUSED, stack: 'a|b`', findings: [finding], targets: [{ url: 'oci-layout:a|`b', result: 'failed' }] };
    const rows = formatSummary(report(line))
      .split('\n')
      .filter((text) => text.startsWith('|'));
    // A pipe that is not escaped ends a cell, in code too.
    expect(rows.map((text) => text.match(/(?<!\\)(?:\\\\)*\|/g)?.length)).toEqual([7, 7, 7, 4, 4, 4]);
    expect(rows[5]).toBe("| warn | `a\\|b'c' d.yaml` | s: a\\|b<br>\\<img src=x\\> \\`c\\` \\*d\\* \\[e\\](f) \\\\\\| \\_g\\_ (`x`) |");
  });
});

describe('how CSO uses a release', () => {
  test.each([
    ['v4', 'stable', true],
    ['v0-custom.100', 'custom', true],
    ['v0-sha.abc1234', 'custom', false],
    ['v1-beta.100', 'custom', false],
  ])('%s: channel %s, autoSubscribe %s', (version, channel, autoSubscribe) =>
    expect(resolveConsumption(version)).toMatchObject({ channel, autoSubscribe }),
  );

  test('from the disk, without node images', () => {
    const { targets: _, ...line } = LINE;
    expect(
      formatConsumption({
        ...line,
        targets: [{ url: 'oci-layout:x', result: 'published' }],
        release: 'docker-scs-1-30-v0-sha-abc1234',
        version: 'v0-sha.abc1234',
        assets: [],
      }),
    ).toBe(`# CSO cannot subscribe to the channel sha: each version is named, with autoSubscribe off.
# CSO reads registries: publish with --target oci://HOST/REPOSITORY, or put .release/openstack-scs-1-32-v4 below a folder cluster-stacks/ for CSO's local mode.
# Clusters name its class in spec.topology.class: docker-scs-1-30-v0-sha.abc1234
apiVersion: clusterstack.x-k8s.io/v1alpha1
kind: ClusterStack
metadata:
  name: docker-scs-1-30
  namespace: cluster
spec:
  provider: docker
  name: scs
  kubernetesVersion: "1.30"
  channel: custom
  autoSubscribe: false
  noProvider: true
  versions: [v0-sha.abc1234]`);
  });

  test('nothing of a line without a release', () => expect(formatConsumption(REFUSED)).toBe(''));
});

describe('outcome', () => {
  const line = (action: Action, result: 'published' | 'present' | 'failed' = 'present'): LineReport => ({
    ...LINE,
    action,
    targets: [{ url: 'x', result }],
  });
  test.each<[action: Action, exit: number, released: boolean, pending: boolean]>([
    ['released', 0, true, false],
    ['built', 0, true, false],
    ['planned', 0, false, true],
    ['unchanged', 0, true, false],
    ['refused', 1, true, false],
    ['failed', 1, true, false],
  ])('%s: exit %i, released %s where a target got it, pending %s', (action, exit, released, pending) => {
    const lines = [line('unchanged'), line(action, 'published')];
    expect([exitCode(report(...lines)), isReleased(lines), isPending(lines)]).toEqual([exit, released, pending]);
    expect(isReleased([line(action)])).toBe(false);
  });

  test('nothing, and errors', () => {
    const error = { code: 'no-stack', message: 'x' };
    expect([
      exitCode(report()),
      exitCode({ ...report(), error }),
      check.exitCode({ schemaVersion: 1, stacks: [] }),
      check.exitCode({ schemaVersion: 1, stacks: [], error }),
    ]).toEqual([0, 1, 0, 1]);
  });

  test.each(['refuse', 'warn', 'unknown', 'ok'] as const)('check: %s', (verdict) => {
    expect(check.exitCode({ schemaVersion: 1, stacks: [{ stack: 'a', directory: 'a', verdict, findings: [] }] })).toBe(
      verdict === 'refuse' ? 1 : 0,
    );
  });
});

describe('matrix', () => {
  test('has what waits', () => {
    const planned: LineReport = { ...LINE, action: 'planned', targets: [] };
    expect(createMatrix(report(planned, UNCHANGED, REFUSED, FAILED))).toEqual({
      include: [
        {
          stack: 'openstack-scs-1-32',
          directory: 'stacks/openstack/scs',
          stacks: 'stacks/openstack/scs',
          kubernetes: '1.32',
          release: 'openstack-scs-1-32-v4',
        },
      ],
    });
    const odd = createMatrix(report({ ...planned, directory: 'stacks/my "own"\nstack' }));
    expect(odd.include.map(({ directory, stacks }) => ({ directory, stacks }))).toEqual([
      { directory: 'stacks/my "own"\nstack', stacks: '"stacks/my \\"own\\"\\nstack"' },
    ]);
    expect(createMatrix(report(UNCHANGED))).toEqual({ include: [] });
  });
});

describe('sizes', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [12_345, '12.3 kB'],
    [999_949, '999.9 kB'],
    [1_000_000, '1.0 MB'],
    [5_242_880, '5.2 MB'],
  ])('%i → %s', (bytes, text) => expect(formatSize(bytes)).toBe(text));
  test('digest', () => expect(shortDigest(DIGEST)).toBe('sha256:0123456789ab'));
});
