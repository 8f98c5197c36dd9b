import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Effect } from '../../src/effects/index.ts';
import { controlPlaneClass, controlPlaneSpec, setIn } from '../effects/support/control-plane-class.ts';
import { classEffects } from '../effects/support/sides.ts';
import { describeWith } from './support/needs.ts';
import { buildOracle, createDice, type Dice, type Oracle, readSeed } from './support/oracle.ts';

/** Building it for the first time fetches Cluster API's dependencies. */
const BUILDING = 1_500_000;

type Data = Record<string, unknown>;

interface Answer {
  readonly First: boolean;
  readonly Joined: boolean;
  readonly All: boolean;
  readonly Refused: string;
  readonly Failed: string;
}

/** Fields with values that each may have; undefined removes the field. */
const FIELDS: readonly (readonly [path: string, values: readonly unknown[]])[] = [
  ['files', [[{ path: '/a', content: 'y' }], [], undefined, [{ path: '/a', content: 'x', owner: 'root' }]]],
  ['users', [[{ name: 'other' }], [], [{ name: 'admin', sudo: 'ALL' }]]],
  ['preKubeadmCommands', [['echo 2'], [], undefined]],
  ['postKubeadmCommands', [['echo 2'], []]],
  ['bootCommands', [['echo 2'], []]],
  ['ntp', [{ servers: ['a'] }, { enabled: true, servers: ['a'] }]],
  ['mounts', [[['a', 'b']], []]],
  ['format', ['cloud-config', 'ignition', undefined]],
  ['verbosity', [4, undefined]],
  ['clusterConfiguration.apiServer.extraArgs', [[{ name: 'v', value: '3' }], undefined]],
  ['clusterConfiguration.apiServer.certSANs', [['a'], []]],
  ['clusterConfiguration.controllerManager', [{ extraArgs: [{ name: 'v', value: '3' }] }]],
  ['clusterConfiguration.scheduler', [{ extraArgs: [{ name: 'v', value: '3' }] }]],
  ['clusterConfiguration.featureGates', [{ X: true }]],
  ['clusterConfiguration.imageRepository', ['x.io', undefined]],
  ['clusterConfiguration.dns.imageTag', ['v1.12.0', undefined]],
  ['clusterConfiguration.etcd.local.imageTag', ['3.5.16-0', undefined]],
  ['clusterConfiguration.etcd.local.dataDir', ['/x']],
  ['clusterConfiguration.certificateValidityPeriodDays', [100]],
  ['initConfiguration.nodeRegistration.kubeletExtraArgs', [[{ name: 'v', value: '3' }], undefined]],
  ['initConfiguration.nodeRegistration.taints', [[], [{ key: 'a', effect: 'NoSchedule' }]]],
  ['initConfiguration.skipPhases', [['addon/kube-proxy'], []]],
  ['initConfiguration.patches', [{ directory: '/x' }]],
  ['initConfiguration.timeouts', [{ controlPlaneComponentHealthCheckSeconds: 100 }, { tlsBootstrapSeconds: 100 }]],
  ['joinConfiguration.nodeRegistration.kubeletExtraArgs', [[{ name: 'v', value: '3' }]]],
  ['joinConfiguration.nodeRegistration.taints', [[], [{ key: 'a', effect: 'NoSchedule' }]]],
  ['joinConfiguration.skipPhases', [['addon/kube-proxy'], []]],
  ['joinConfiguration.patches', [{ directory: '/x' }]],
  ['joinConfiguration.caCertPath', ['/x']],
  ['joinConfiguration.discovery', [{ tlsBootstrapToken: 'x' }]],
  ['joinConfiguration.timeouts', [{ controlPlaneComponentHealthCheckSeconds: 100 }, { tlsBootstrapSeconds: 100 }]],
];

/** A control plane with up to three fields changed, sometimes the same in init and in join. */
function rollSpec(dice: Dice): Data {
  let spec = controlPlaneSpec('v1beta2');
  for (let count = dice.number(3); count >= 0; count--) {
    const [path, values] = dice.pick(FIELDS);
    const value = dice.pick(values);
    const paths =
      /^(?:init|join)Configuration\.(?:nodeRegistration|skipPhases|patches)/.test(path) && dice.oneIn(2)
        ? ['initConfiguration', 'joinConfiguration'].map((name) => path.replace(/^\w+/, name))
        : [path];
    for (const one of paths) spec = setIn(spec, ['kubeadmConfigSpec', ...one.split('.')], value);
  }
  return spec;
}

function read(effects: readonly Effect[]) {
  const kinds = effects.filter(({ verdict }) => verdict === 'ok').map(({ kind }) => kind);
  return {
    First: kinds.includes('roll-control-plane') || kinds.includes('roll-control-plane-init'),
    Joined: kinds.includes('roll-control-plane') || kinds.includes('roll-control-plane-join'),
  };
}

describeWith(['go'], 'Cluster API 1.14', () => {
  let oracle: Oracle;
  beforeAll(async () => {
    oracle = await buildOracle('rollout');
  }, BUILDING);
  afterAll(() => oracle?.close());

  const question = (before: Data, after: Data) => {
    // What a template has not: the version, and the reference to the machines' template.
    const complete = (spec: Data) => ({
      ...spec,
      version: 'v1.32.5',
      replicas: 3,
      machineTemplate: {
        ...(spec['machineTemplate'] as Data),
        spec: { infrastructureRef: { apiGroup: 'infrastructure.cluster.x-k8s.io', kind: 'DockerMachineTemplate', name: 'machine' } },
      },
    });
    return { Kind: 'control plane', Before: complete(before), After: complete(after) };
  };

  test('replaces the same control plane machines', { timeout: 600_000 }, async () => {
    const dice = createDice(readSeed());
    const pairs = Array.from({ length: 300 }, () => [rollSpec(dice), rollSpec(dice)] as const);
    const answers = (await oracle.ask(pairs.map(([before, after]) => question(before, after)))) as readonly Answer[];
    const different: unknown[] = [];
    const counts = { first: 0, joined: 0, neither: 0, doubtful: 0 };
    for (const [index, [before, after]] of pairs.entries()) {
      const { First, Joined, Refused, Failed } = answers[index] as Answer;
      expect(Failed).toBe('');
      const effects = await classEffects(
        controlPlaneClass('v1beta2', { controlPlane: before }),
        controlPlaneClass('v1beta2', { controlPlane: after }),
        { clusterApi: '1.14' },
      );
      if (effects.some(({ verdict }) => verdict === 'unknown' || verdict === 'conditional')) {
        counts.doubtful++;
        continue;
      }
      counts[First && !Joined ? 'first' : Joined ? 'joined' : 'neither']++;
      const ours = read(effects);
      const isRefused = effects.some(({ kind }) => kind === 'refused');
      const isSame = isRefused ? Refused !== '' : ours.First === First && ours.Joined === Joined;
      if (!isSame) different.push({ before, after, ours, isRefused, theirs: answers[index] });
    }
    expect(different).toEqual([]);
    expect(counts.joined).toBeGreaterThan(50);
    expect(counts.neither).toBeGreaterThan(3);
    expect(counts.doubtful).toBeLessThan(150);
  });

  test('replaces the same machines of workers', async () => {
    const machines: Data = {
      metadata: { labels: { a: '1' } },
      spec: {
        clusterName: 'demo',
        version: 'v1.32.5',
        failureDomain: 'a',
        bootstrap: { configRef: { apiGroup: 'bootstrap.cluster.x-k8s.io', kind: 'KubeadmConfigTemplate', name: 'a' } },
        infrastructureRef: { apiGroup: 'infrastructure.cluster.x-k8s.io', kind: 'DockerMachineTemplate', name: 'a' },
      },
    };
    const changes: readonly (readonly [path: string, value: unknown, replaces: boolean])[] = [
      ['metadata.labels.a', '2', false],
      ['spec.version', 'v1.32.6', true],
      ['spec.failureDomain', 'b', true],
      ['spec.bootstrap.configRef.name', 'b', true],
      ['spec.infrastructureRef.name', 'b', true],
      ['spec.deletion', { nodeDrainTimeoutSeconds: 5 }, false],
      ['spec.readinessGates', [{ conditionType: 'X' }], false],
      ['spec.minReadySeconds', 5, false],
    ];
    const answers = (await oracle.ask(
      changes.map(([path, value]) => ({ Kind: 'machines', Before: machines, After: setIn(machines, path.split('.'), value) })),
    )) as readonly Answer[];
    expect(changes.map(([path], index) => [path, answers[index]?.All])).toEqual(changes.map(([path, , replaces]) => [path, replaces]));
  });
});
