import { describe, expect, test } from 'vitest';
import type { Rendering } from '../../../src/chart/index.ts';
import { UPGRADES } from '../../../src/compat/rules/upgrades/index.ts';
import { buildFacts, type CheckOptions, checkBuilt } from '../../support/check-built.ts';
import { formatConfig, type Overrides, SINGLE_STAGE } from '../../support/stack-builder.ts';

const CSO = 'CSO’s clusteraddon controller';
const CILIUM =
  'Cilium upgrade guide: upgrades and rollbacks only between consecutive minor releases, https://docs.cilium.io/en/stable/operations/upgrade/';
const STAGES = 'stacks/docker/demo/clusteraddon.yaml';
const EARLIER = 'docker-demo-1-32-v1';

async function check(code: string, files: Overrides, earlier: Overrides, options: CheckOptions = {}) {
  return checkBuilt(
    UPGRADES.filter((rule) => rule.code === code),
    files,
    { earlier, ...options },
  );
}

/** Stages by name; with `!` deleted. */
function stages(created: readonly string[], upgraded: readonly string[] = created): Overrides {
  const list = (names: readonly string[]) =>
    names.map((name) => `    - {name: ${name.replace('!', '')}, action: ${name.endsWith('!') ? 'delete' : 'apply'}}\n`).join('');
  return {
    'clusteraddon.yaml': `addonStages:\n  AfterControlPlaneInitialized:\n${list(created)}  BeforeClusterUpgrade:\n${list(upgraded)}`,
  };
}

function addon(folder: string, ...dependencies: readonly string[]): Overrides {
  const list = dependencies.map((text) => `  - {name: ${text.replace('@', ', version: ')}, repository: "https://charts.example.org"}\n`);
  const tail = list.length === 0 ? '' : `dependencies:\n${list.join('')}`;
  return { [`cluster-addon/${folder}/Chart.yaml`]: `apiVersion: v2\nname: ${folder}\nversion: 1.0.0\n${tail}` };
}

/** A folder that is the chart itself. */
function self(version: string, appVersion: string): Overrides {
  return { 'cluster-addon/cni/Chart.yaml': `apiVersion: v2\nname: cni\nversion: ${version}\nappVersion: ${appVersion}\n` };
}

test('without earlier releases nothing is said', async () => {
  expect(await checkBuilt(UPGRADES, {})).toEqual([]);
});

describe('addon-bump', () => {
  const values = { 'cluster-addon/cni/values.yaml': 'mtu: 1450\n' };
  const message = (parts: string) =>
    `is the version of other addons in ${EARLIER}, which differs in ${parts}; CSO applies none of that to clusters that come from there, so choose another version of the addons, or let it be numbered, without --mode custom`;

  test.each([
    ['values', values, 'cluster-addon'],
    ['stages', stages(['cni'], ['cni', 'cni!']), 'stages'],
    ['both', { ...values, ...stages(['cni'], ['cni', 'cni!']) }, 'cluster-addon and stages'],
  ])('other %s under the same version', async (_, files, parts) => {
    expect(await check('addon-bump', files, {})).toEqual([
      {
        code: 'addon-bump',
        verdict: 'refuse',
        subject: 'v1',
        message: message(parts),
        file: STAGES,
        source: CSO,
        waived: false,
      },
    ]);
  });

  test('other values of the one chart of all addons', async () => {
    const now = { ...SINGLE_STAGE, 'cluster-addon-values.yaml': 'mtu: 1450\n' };
    expect((await check('addon-bump', now, SINGLE_STAGE)).map(({ verdict, message: said, file }) => [verdict, said, file])).toEqual([
      ['refuse', message('cluster-addon-values'), 'stacks/docker/demo/cluster-addon/Chart.yaml'],
    ]);
  });

  test.each<[string, Overrides, CheckOptions, readonly string[]]>([
    ['the same addons', { 'cluster-class/values.yaml': 'replicas: 3\n' }, {}, [`has the same addons as in ${EARLIER}`]],
    ['another version', values, { facts: { addonVersion: { kind: 'stable', major: 2 } } }, []],
    ['the version of a commit', values, { facts: { addonVersion: { kind: 'channel', major: 0, channel: 'sha', patch: 'abc1234' } } }, []],
    ['another Kubernetes version', { ...values, 'csctl.yaml': formatConfig({ kubernetes: 'v1.32.6' }) }, {}, []],
    ['the minor before', values, { relation: 'previous-minor' }, []],
  ])('%s', async (_, files, options, messages) => {
    const findings = await check('addon-bump', files, {}, options);
    expect(findings.map(({ verdict, message: said }) => [verdict, said])).toEqual(messages.map((said) => ['ok', said]));
  });
});

describe('addon-added', () => {
  test('in the stages and not in the earlier archive: refuse', async () => {
    expect(await check('addon-added', { ...addon('metrics'), ...stages(['cni', 'metrics']) }, {})).toEqual([
      {
        code: 'addon-added',
        verdict: 'ok',
        subject: 'cni',
        message: `has a folder in ${EARLIER}, too`,
        file: STAGES,
        line: 3,
        column: 7,
        source: CSO,
        waived: false,
      },
      {
        code: 'addon-added',
        verdict: 'refuse',
        subject: 'metrics',
        message: `${EARLIER} has no folder of this name; CSO fails on that, and clusters of it hang in the upgrade forever; first release the folder without a stage, and the stage in the release after it`,
        file: STAGES,
        line: 4,
        column: 7,
        source: CSO,
        waived: false,
      },
    ]);
  });

  test('renamed: the old name is told', async () => {
    const findings = await check(
      'addon-added',
      { ...addon('network', 'cilium@1.17.4'), 'cluster-addon/cni/Chart.yaml': null, ...stages(['network']) },
      addon('cni', 'cilium@1.17.4'),
    );
    expect(findings.map(({ verdict, subject, message }) => [verdict, subject, message])).toEqual([
      [
        'refuse',
        'network',
        `${EARLIER} has no folder of this name; CSO fails on that, and clusters of it hang in the upgrade forever; its charts were in the folder cni there, so keep that name`,
      ],
    ]);
  });

  test.each([
    ['the folder was there without a stage', { ...addon('metrics'), ...stages(['cni', 'metrics']) }, addon('metrics'), ['ok', 'ok']],
    ['applied at upgrades alone', { ...addon('metrics'), ...stages(['cni'], ['cni', 'metrics']) }, {}, ['ok']],
    ['the earlier folder is not a chart', {}, { 'cluster-addon/cni/Chart.yaml': null }, ['refuse']],
    ['this release is single-stage', SINGLE_STAGE, {}, []],
  ])('%s', async (_, files: Overrides, earlier: Overrides, verdicts) => {
    expect((await check('addon-added', files, earlier)).map(({ verdict }) => verdict)).toEqual(verdicts);
  });
});

describe('addon-added after one chart for all addons', () => {
  const object = (kind: string, name: string) => `---\napiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}}\n`;
  const chart = (...objects: readonly string[]): Overrides => ({ ...SINGLE_STAGE, 'cluster-addon/templates/addon.yaml': objects.join('') });
  const cni = (...objects: readonly string[]): Overrides => ({ 'cluster-addon/cni/templates/cni.yaml': objects.join('') });
  const HOW = 'has one chart for all addons; CSO renders it at the upgrade';

  test('the stages have all its objects, wherever they are: ok', async () => {
    const now = {
      ...addon('metrics'),
      ...stages(['cni', 'metrics']),
      ...cni(object('ConfigMap', 'a').replace('name: a', 'name: a, namespace: kube-system')),
      'cluster-addon/metrics/templates/m.yaml': object('Secret', 'a'),
    };
    expect(await check('addon-added', now, chart(object('ConfigMap', 'a'), object('Secret', 'a')))).toEqual([
      {
        code: 'addon-added',
        verdict: 'ok',
        subject: EARLIER,
        message: `${HOW}, and the stages of BeforeClusterUpgrade have all its objects`,
        file: STAGES,
        source: CSO,
        waived: false,
      },
    ]);
  });

  test('what they lack is deleted: warn, with its names', async () => {
    const old = chart(object('ConfigMap', 'a'), object('Secret', 'a'), ...'bcdefg'.split('').map((name) => object('Secret', name)));
    const findings = await check('addon-added', cni(object('ConfigMap', 'a')), old);
    expect(findings.map(({ verdict, message }) => [verdict, message])).toEqual([
      [
        'warn',
        `${HOW} and deletes what the stages of BeforeClusterUpgrade lack: Secret/a, Secret/b, Secret/c, Secret/d, Secret/e and 2 more; put into an addon what clusters still need`,
      ],
    ]);
  });

  test('a stage that deletes an addon keeps none of its objects', async () => {
    const now = { ...cni(object('ConfigMap', 'a')), ...stages(['cni'], ['cni!']) };
    expect((await check('addon-added', now, chart(object('ConfigMap', 'a')))).map(({ verdict }) => verdict)).toEqual(['warn']);
  });

  test.each<[what: string, rendering: Rendering]>([
    ['did not render', { kind: 'failed', message: 'no helm', place: { file: 'x' } }],
    ['has a document that was not read', { kind: 'rendered', objects: [], problems: [{ message: 'no helm', place: { file: 'x' } }] }],
  ])('the old chart %s: unknown, once', async (_, rendering) => {
    const facts = await buildFacts({}, { earlier: chart() });
    const earlier = (facts.earlier ?? []).map((one) => ({
      ...one,
      changed: [],
      addons: one.addons.map((entry) => ({ ...entry, rendering })),
    }));
    const findings = await checkBuilt(UPGRADES, {}, { facts: { earlier } });
    expect(findings.filter(({ verdict }) => verdict !== 'ok')).toEqual([
      expect.objectContaining({ code: 'addon-added', verdict: 'unknown', subject: EARLIER, message: expect.stringContaining('no helm') }),
    ]);
  });

  test('an addon of this release was not read, which is told there', async () => {
    const rendering: Rendering = { kind: 'skipped', reason: 'missing-dependency', message: 'm' };
    expect(await check('addon-added', {}, chart(object('ConfigMap', 'a')), { renderings: { cni: rendering } })).toEqual([]);
  });
});

describe('addon-dropped', () => {
  const before = { ...addon('metrics'), ...stages(['cni', 'metrics']) };

  test('no stage names it: warn', async () => {
    expect(await check('addon-dropped', addon('metrics'), before)).toEqual([
      {
        code: 'addon-dropped',
        verdict: 'warn',
        subject: 'metrics',
        message: `${EARLIER} installs it and no stage names it now, so its objects stay in upgraded clusters; keep it, or delete it with a stage {name: metrics, action: delete} below BeforeClusterUpgrade and its folder`,
        file: STAGES,
        source: CSO,
        waived: false,
      },
      expect.objectContaining({ verdict: 'ok', subject: 'cni' }),
    ]);
  });

  test.each([
    ['deleted by a stage', { ...addon('metrics'), ...stages(['cni'], ['cni', 'metrics!']) }, before, ['ok', 'ok']],
    ['never applied', {}, { ...addon('metrics'), ...stages(['cni'], ['cni', 'metrics!']) }, ['ok']],
    ['this release is single-stage', SINGLE_STAGE, {}, ['warn']],
    ['both are single-stage', SINGLE_STAGE, SINGLE_STAGE, []],
  ])('%s', async (_, files: Overrides, earlier: Overrides, verdicts) => {
    expect((await check('addon-dropped', files, earlier)).map(({ verdict }) => verdict)).toEqual(verdicts);
  });
});

describe('stage-removed', () => {
  test('from the upgrade: refuse', async () => {
    expect(await check('stage-removed', stages(['cni'], []), {})).toEqual([
      expect.objectContaining({ verdict: 'ok', subject: 'cni' }),
      {
        code: 'stage-removed',
        verdict: 'refuse',
        subject: 'cni',
        message: `stands in BeforeClusterUpgrade of ${EARLIER} and now in AfterControlPlaneInitialized alone; CSO deletes it from clusters that are upgraded, so put the stage back`,
        file: STAGES,
        line: 3,
        column: 7,
        source: CSO,
        waived: false,
      },
    ]);
  });

  test('from the creation: warn', async () => {
    const findings = await check('stage-removed', stages([], ['cni']), {});
    expect(findings.map(({ verdict, message }) => [verdict, message])).toEqual([
      ['ok', `keeps its stage in BeforeClusterUpgrade of ${EARLIER}`],
      [
        'warn',
        `stands in AfterControlPlaneInitialized of ${EARLIER} and now in BeforeClusterUpgrade alone; new clusters do not get it until their first upgrade, so put the stage back`,
      ],
    ]);
  });

  test('from both, or deleted: for another rule', async () => {
    expect(await check('stage-removed', stages([], []), {})).toEqual([]);
    expect(await check('stage-removed', stages([], ['cni!']), {})).toEqual([
      expect.objectContaining({ verdict: 'ok', message: `keeps its stage in BeforeClusterUpgrade of ${EARLIER}` }),
    ]);
  });
});

describe('against the line of the minor before, which the same run reads', () => {
  async function judge(code: string, before: Overrides, now: Overrides, earlier?: Overrides): Promise<string[]> {
    const { addons } = await buildFacts(before);
    const options = { facts: { lineBefore: { name: 'docker-demo-1-31', addons } }, ...(earlier && { earlier }) };
    const found = await checkBuilt(
      UPGRADES.filter((rule) => rule.code === code),
      now,
      options,
    );
    return found.map(({ verdict, message }) => `${verdict} ${message.replace(/;.*/, '')}`);
  }
  const cilium = (version: string) => addon('cni', `cilium@${version}`);

  test('an addon goes down', async () => {
    const before = cilium('1.17.4');
    expect(await judge('addon-downgraded', before, cilium('1.16.6'))).toEqual([
      'refuse goes down to 1.16.6 from 1.17.4 in docker-demo-1-31',
    ]);
    expect(await judge('addon-downgraded', before, cilium('1.17.4'))).toEqual([]);
    expect(await judge('addon-downgraded', before, cilium('1.16.6'), cilium('1.16.6'))).toEqual([
      'refuse goes down to 1.16.6 from 1.17.4 in docker-demo-1-31',
      `ok is 1.16.6, and was 1.16.6 in ${EARLIER}`,
    ]);
    expect(await judge('addon-downgraded', before, cilium('1.16.6'), cilium('1.18.0'))).toEqual([
      `refuse goes down to 1.16.6 from 1.18.0 in ${EARLIER}`,
    ]);
  });

  test('an addon is raised, and not in the line that clusters go to next', async () => {
    const judgeNext = async (now: string, next: string) => {
      const { addons } = await buildFacts(cilium(next));
      const found = await checkBuilt(
        UPGRADES.filter((rule) => rule.code === 'addon-downgraded'),
        cilium(now),
        { facts: { lineAfter: { name: 'docker-demo-1-33', addons } } },
      );
      return found.map(({ verdict, message }) => `${verdict} ${message.replace(/;.*/, '')}`);
    };
    expect(await judgeNext('1.17.4', '1.16.6')).toEqual(['refuse goes down to 1.16.6 from 1.17.4 in docker-demo-1-32']);
    expect(await judgeNext('1.16.6', '1.17.4')).toEqual([]);
  });

  test('an addon skips a minor', async () => {
    expect(await judge('addon-step', cilium('1.16.6'), cilium('1.18.1'))).toEqual([
      'refuse is 1.18.1, and was 1.16.6 in docker-demo-1-31: 2 minors in one step, where 1 is supported',
    ]);
    expect(await judge('addon-step', cilium('1.17.4'), cilium('1.18.1'))).toEqual([]);
  });

  test('an addon has no folder there', async () => {
    const now = { ...addon('csi', 'csi@1.0.0'), ...stages(['cni', 'csi']) };
    expect(await judge('addon-added', {}, now)).toEqual(['refuse docker-demo-1-31 has no folder of this name']);
    expect(await judge('addon-added', addon('csi', 'csi@1.0.0'), now)).toEqual([]);
    // What its one chart will render is not known, and no folder is looked for.
    expect(await judge('addon-added', SINGLE_STAGE, now)).toEqual([]);
  });
});

describe('addon-downgraded', () => {
  test('Cilium by a minor: refuse', async () => {
    expect(await check('addon-downgraded', addon('cni', 'cilium@1.16.6'), addon('cni', 'cilium@1.17.4'))).toEqual([
      {
        code: 'addon-downgraded',
        verdict: 'refuse',
        subject: 'cilium',
        message: `goes down to 1.16.6 from 1.17.4 in ${EARLIER}; its features that are in use must be taken back by hand before, which CSO does in no cluster, so keep 1.17.4 or take a newer one`,
        file: 'stacks/docker/demo/cluster-addon/cni/Chart.yaml',
        line: 5,
        column: 29,
        source: CILIUM,
        waived: false,
      },
    ]);
  });

  test.each([
    ['up', addon('cni', 'cilium@1.17.4'), addon('cni', 'cilium@1.16.6'), [['ok', 'cilium']]],
    ['a patch down', addon('cni', 'cilium@1.17.3'), addon('cni', 'cilium@1.17.4'), [['warn', 'cilium']]],
    ['a major down', addon('cni', 'cilium@1.17.3'), addon('cni', 'cilium@2.0.0'), [['refuse', 'cilium']]],
    ['another chart', addon('cni', 'metrics-server@3.11.0'), addon('cni', 'metrics-server@3.12.2'), [['warn', 'metrics-server']]],
    [
      'moved to another folder',
      addon('x', 'cilium@1.16.6'),
      { ...addon('y', 'cilium@1.17.4') },
      [
        ['ok', 'cni'],
        ['refuse', 'cilium'],
      ],
    ],
    ['a range', addon('cni', 'cilium@1.16.x'), addon('cni', 'cilium@1.17.4'), [['unknown', 'cilium']]],
    ['the minor alone is a range', addon('cni', 'cilium@1.16'), addon('cni', 'cilium@1.17.4'), [['unknown', 'cilium']]],
    ['the same range', addon('cni', 'cilium@1.16.x'), addon('cni', 'cilium@1.16.x'), [['ok', 'cilium']]],
    ['what it installs, in no version', self('1.0.0', 'nightly'), self('1.0.0', 'nightly'), [['ok', 'cni']]],
    ['what it installs, with two numbers', self('1.0.0', 'v0.7'), self('1.0.0', 'v0.8'), [['warn', 'cni']]],
    ['what it installs cannot be compared', self('1.0.0', 'nightly'), self('1.0.0', 'v0.8'), [['unknown', 'cni']]],
    ['new', addon('cni', 'cilium@1.16.6'), {}, []],
    ['the folder is the chart', {}, { 'cluster-addon/cni/Chart.yaml': 'apiVersion: v2\nname: cni\nversion: 1.1.0\n' }, [['warn', 'cni']]],
    ['what the chart installs', self('1.1.0', '0.26.1'), self('1.0.0', '0.27.4'), [['warn', 'cni']]],
    ['only what it installs counts', self('1.0.0', '0.27.4'), self('1.1.0', '0.26.1'), [['ok', 'cni']]],
    ['the stamped chart of a single-stage stack', SINGLE_STAGE, SINGLE_STAGE, []],
    ['two of one chart', addon('cni', 'cilium@1.16.6', 'cilium@1.15.1'), addon('cni', 'cilium@1.17.4', 'cilium@1.16.4'), []],
    [
      'two of one chart that were equal',
      addon('cni', 'cilium@1.16.6', 'cilium@1.17.4'),
      addon('cni', 'cilium@1.17.4', 'cilium@1.17.4'),
      [
        ['refuse', 'cilium'],
        ['ok', 'cilium'],
      ],
    ],
  ])('%s', async (_, files: Overrides, earlier: Overrides, expected) => {
    const findings = await check('addon-downgraded', files, earlier);
    expect(findings.map(({ verdict, subject }) => [verdict, subject])).toEqual(expected);
  });

  test('what lies in charts/ counts, not what Chart.yaml asks for', async () => {
    const folder = 'cluster-addon/cni/charts/cilium';
    const vendored = (version: string): Overrides => ({
      ...addon('cni', 'cilium@~1'),
      [`${folder}/Chart.yaml`]: `apiVersion: v2\nname: cilium\nversion: ${version}\n`,
    });
    const findings = await check('addon-downgraded', vendored('1.16.6'), vendored('1.17.4'));
    expect(findings.map(({ verdict, message }) => [verdict, message.slice(0, 30)])).toEqual([
      ['refuse', 'goes down to 1.16.6 from 1.17.4'.slice(0, 30)],
    ]);
  });

  test('at an upgrade of Kubernetes', async () => {
    const earlier = { 'csctl.yaml': formatConfig({ kubernetes: 'v1.31.7' }), ...addon('cni', 'cilium@1.17.4') };
    const findings = await check('addon-downgraded', addon('cni', 'cilium@1.16.6'), earlier, { relation: 'previous-minor' });
    expect(findings.map(({ verdict, message }) => [verdict, message.includes('docker-demo-1-31-v1')])).toEqual([['refuse', true]]);
  });
});

describe('addon-step', () => {
  test('two minors of Cilium: refuse', async () => {
    expect(await check('addon-step', addon('cni', 'cilium@1.18.1'), addon('cni', 'cilium@1.16.6'))).toEqual([
      {
        code: 'addon-step',
        verdict: 'refuse',
        subject: 'cilium',
        message: `is 1.18.1, and was 1.16.6 in ${EARLIER}: 2 minors in one step, where 1 is supported; release 1.17 in between`,
        file: 'stacks/docker/demo/cluster-addon/cni/Chart.yaml',
        line: 5,
        column: 29,
        source: CILIUM,
        waived: false,
      },
    ]);
  });

  test.each([
    ['one minor', 'cilium@1.17.4', 'cilium@1.16.6', ['ok']],
    ['the same', 'cilium@1.17.4', 'cilium@1.17.4', ['ok']],
    ['down', 'cilium@1.14.4', 'cilium@1.16.6', []],
    ['another major', 'cilium@2.0.0', 'cilium@1.16.6', []],
    ['a range', 'cilium@^1.18.0', 'cilium@1.16.6', []],
    ['no rule knows the chart', 'metrics-server@3.12.0', 'metrics-server@3.8.0', []],
  ])('%s', async (_, now, before, verdicts) => {
    expect((await check('addon-step', addon('cni', now), addon('cni', before))).map(({ verdict }) => verdict)).toEqual(verdicts);
  });
});

describe('kubernetes-lowered', () => {
  const at = (kubernetes: string) => ({ 'csctl.yaml': formatConfig({ kubernetes }) });

  test('a lower patch: refuse', async () => {
    expect(await check('kubernetes-lowered', at('v1.32.4'), at('v1.32.5'))).toEqual([
      {
        code: 'kubernetes-lowered',
        verdict: 'refuse',
        subject: 'v1.32.4',
        message: `is lower than v1.32.5 of ${EARLIER}; Cluster API lets a cluster go back only with the annotation unsafe.topology.cluster.x-k8s.io/disable-update-version-check, and kubeadm supports no downgrade, so take v1.32.5 or a newer patch`,
        file: 'stacks/docker/demo/csctl.yaml',
        line: 3,
        column: 22,
        source: 'Cluster API’s webhook for Clusters: spec.topology.version cannot be decreased',
        waived: false,
      },
    ]);
  });

  test.each([
    ['the same', 'v1.32.5', 'v1.32.5', 'line', ['ok']],
    ['by number', 'v1.32.10', 'v1.32.9', 'line', ['ok']],
    ['of the minor before', 'v1.32.0', 'v1.31.9', 'previous-minor', []],
  ] as const)('%s', async (_, now, before, relation, verdicts) => {
    expect((await check('kubernetes-lowered', at(now), at(before), { relation })).map(({ verdict }) => verdict)).toEqual(verdicts);
  });
});

describe('minor-skipped', () => {
  test('older releases and none of the minor before: warn', async () => {
    expect(await check('minor-skipped', {}, {}, { facts: { otherMinors: [29, 30, 34] } })).toEqual([
      {
        code: 'minor-skipped',
        verdict: 'warn',
        subject: '1.32',
        message: 'the releases below are for 1.30, and Cluster API takes no cluster up by more than one minor; make one for 1.31, too',
        file: 'stacks/docker/demo/csctl.yaml',
        line: 3,
        column: 22,
        source: 'Cluster API’s webhook for Clusters: spec.topology.version goes up by one minor at most',
        waived: false,
      },
    ]);
  });

  test.each([
    [[29, 31], ['ok']],
    [[33], []],
    [[], []],
  ])('%j', async (otherMinors, verdicts) => {
    expect((await check('minor-skipped', {}, {}, { facts: { otherMinors } })).map(({ verdict }) => verdict)).toEqual(verdicts);
  });
});
