import type { Provider } from './pins.ts';

/** A step of a run: the script and its function, and whether it is about the cluster before or after the upgrade. */
interface Step {
  readonly name: string;
  readonly call: string;
}

/** What is waited for once a Cluster was created or changed, each step a condition that can fail. */
const WAITS: readonly (readonly [name: string, call: string])[] = [
  ['control-plane', 'control_plane'],
  ['machines', 'machines'],
  ['addons', 'addons'],
  ['nodes', 'nodes'],
  ['workloads', 'workloads'],
];

/** The steps of a run, in their order: `name script function [time]`. */
export function listSteps(provider: Provider, upgrades: boolean): Step[] {
  const wait = (time: 'before' | 'after', suffix: string) =>
    WAITS.map(([name, call]) => ({ name: `${name}${suffix}`, call: `cluster ${call} ${time}` }));
  return [
    { name: 'kind', call: 'management kind_cluster' },
    { name: 'providers', call: 'management providers' },
    { name: 'operator', call: 'management operator' },
    { name: 'namespace', call: 'cluster namespace' },
    ...(provider === 'docker' ? [] : [{ name: 'credentials', call: 'cluster credentials' }]),
    { name: 'cluster-stack', call: 'cluster cluster_stack' },
    { name: 'cluster', call: `cluster cluster ${upgrades ? 'before' : 'after'}` },
    { name: 'api-server', call: 'cluster api_server' },
    ...(upgrades ? [...wait('before', '-before'), { name: 'upgrade', call: 'cluster cluster after' }] : []),
    ...wait('after', ''),
    { name: 'conformance', call: 'tests conformance' },
    { name: 'compliance', call: 'tests compliance' },
  ];
}

export function formatSteps(steps: readonly Step[]): string {
  return `${steps.map(({ name, call }) => `${name} ${call}`).join('\n')}\n`;
}
