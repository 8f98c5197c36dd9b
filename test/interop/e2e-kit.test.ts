import { cpSync, existsSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createKit } from '../../src/e2e/index.ts';
import { SEARCH_PATH } from '../support/helm-tool.ts';
import { createWorld, PASSED, type World } from './support/e2e/kit-world.ts';
import { createFolder, removeFolder } from './support/folders.ts';
import { describeWith, PROJECT } from './support/needs.ts';
import { run } from './support/run.ts';

const RUNTIME = { today: '2026-11-28', programs: SEARCH_PATH };
const DOCKER = join(PROJECT, 'stacks/docker/scs');
const STEPS = ['kind', 'providers', 'operator', 'namespace', 'cluster-stack', 'cluster', 'api-server', 'control-plane', 'machines'].concat([
  'addons',
  'nodes',
  'workloads',
  'conformance',
  'compliance',
]);

/** Every wait gives up at once. */
const NO_PATIENCE = Object.fromEntries(['RELEASE', 'CONTROL_PLANE', 'MACHINES', 'ADDONS'].map((name) => [`TIMEOUT_${name}`, '0']));

interface Step {
  readonly name: string;
  readonly result: 'passed' | 'failed' | 'skipped';
  readonly seconds: number;
}
interface Report {
  readonly verdict: string;
  readonly steps: readonly Step[];
}
const read = (world: World) => world.report() as Report;
const resultsOf = (world: World) => read(world).steps.map(({ name, result }) => `${name} ${result}`);

/** Of each step before one that failed, and after it. */
const expectResults = (failed: string, steps = STEPS, skipped = steps.slice(steps.indexOf(failed) + 1)) => [
  'preflight passed',
  ...steps.slice(0, steps.indexOf(failed)).map((name) => `${name} passed`),
  `${failed} failed`,
  ...skipped.map((name) => `${name} skipped`),
  'cleanup passed',
];

describeWith(['helm', 'bash', 'awk'], 'the scripts of an end-to-end kit, run against stand-ins of its tools', () => {
  const kits = new Map<string, string>();
  let folder: string;
  let opened = 0;

  beforeAll(async () => {
    folder = await createFolder();
    const request = { source: 'oci-layout:none', provider: undefined, from: undefined, variables: undefined };
    for (const minor of ['1.35', '1.36']) {
      kits.set(minor, join(folder, minor));
      await createKit({ ...request, word: DOCKER, kubernetes: minor, directory: join(folder, minor) }, RUNTIME);
    }
    kits.set('upgrade', join(folder, 'upgrade'));
    const from = join(folder, '1.35/cluster-stacks/docker-scs-1-35-v1');
    await createKit({ ...request, word: DOCKER, kubernetes: '1.36', from, directory: join(folder, 'upgrade') }, RUNTIME);
  }, 120_000);
  afterAll(() => removeFolder(folder));

  const open = (name = '1.36', provider = 'docker', edit: (kit: string) => void = () => {}): World => {
    const place = join(folder, `world-${opened++}`);
    const kit = join(place, 'kit');
    cpSync(kits.get(name) ?? '', kit, { recursive: true });
    edit(kit);
    return createWorld(place, kit, provider);
  };
  /** The same kit for machines of a cloud: of its scripts, only the provider’s name decides. */
  const openCloud = () =>
    open('1.36', 'openstack', (kit) => {
      for (const [file, text] of [
        ['settings.env', 'PROVIDER="openstack"\nCLOUD=openstack\nCLOUD_SECRET=openstack\n'],
        ['versions.env', 'ORC_URL=https://orc.example.com/install.yaml\n'],
      ] as const) {
        writeFileSync(join(kit, file), `${readFileSync(join(kit, file), 'utf8')}${text}`);
      }
      const steps = readFileSync(join(kit, 'steps.txt'), 'utf8').replace(
        'cluster-stack ',
        'credentials cluster credentials\ncluster-stack ',
      );
      writeFileSync(join(kit, 'steps.txt'), steps);
      writeFileSync(join(kit, 'clouds.yaml'), 'clouds: {openstack: {auth: {password: hunter2}}}\n');
    });
  const CLOUD = (world: World) => ({ args: ['--changed'], env: { CLOUDS_YAML: join(world.kit, 'clouds.yaml') } });

  test('all is well: every step passes, its time is told, and nothing is left', async () => {
    const world = open();
    const { code, output } = await world.start({});
    expect(code, output).toBe(0);
    expect(resultsOf(world)).toEqual(['preflight', ...STEPS, 'cleanup'].map((name) => `${name} passed`));
    expect(read(world)).toMatchObject({
      release: 'docker-scs-1-36-v1',
      from: null,
      provider: 'docker',
      kubernetes: 'v1.36.1',
      verdict: 'passed',
    });
    expect(world.junit()).toMatch(/<testsuite name="docker-scs-1-36-v1" tests="16" failures="0" skipped="0" time="\d+">/);
    expect(world.has('.state')).toBe(false);
    const calls = world.calls();
    const at = (pattern: RegExp) => calls.findIndex((call) => pattern.test(call));
    const order = [
      /^kind create cluster --name e2e-management-\w+ --config kind\.yaml/,
      /^clusterctl init .* --core cluster-api:v1\.12\.11 --bootstrap kubeadm:v1\.12\.11 --control-plane kubeadm:v1\.12\.11$/,
      /^clusterctl init .* --infrastructure docker:v1\.12\.11$/,
      /^docker exec e2e-management-\w+-control-plane sh -c mkdir -p \/var\/lib\/cluster-stacks && cp -R /,
      /^helm upgrade --install cso oci:\/\/registry\.scs\.community\/cluster-stacks\/cso --version 0\.4\.1 --namespace cso-system /,
      / patch deployment cso-controller-manager --patch-file cso-volume\.yaml$/,
      / apply --server-side -f clusterstack\.yaml$/,
      / wait --for=condition=Ready clusterstackrelease\/docker-scs-1-36-v1 /,
      / apply .* -f cluster\.yaml$/,
      /^clusterctl get kubeconfig /,
      / get machines\..*,!cluster\.x-k8s\.io\/control-plane /,
      / -n kube-system rollout status daemonset\/kindnet /,
      / -n kube-system rollout status deployment\/metrics-server /,
      /^sonobuoy run .* --mode quick /,
      /^python scs-compliance-check\.py -v -a kubeconfig=.* -S light -o .* scs-compatible-kaas\.yaml$/,
      / delete clusters\.cluster\.x-k8s\.io /,
      /^kind delete cluster --name e2e-management-/,
    ].map(at);
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  /** A call that fails, and the step that it fails. */
  const FAULTS: readonly (readonly [call: string, step: string])[] = [
    ['^kind create', 'kind'],
    ['^clusterctl init', 'providers'],
    ['^helm upgrade', 'operator'],
    ['rollout status deployment/cso', 'operator'],
    ['-f namespace.yaml', 'namespace'],
    ['clusterstackrelease/', 'cluster-stack'],
    ['-f cluster.yaml', 'cluster'],
    ['^clusterctl get kubeconfig', 'api-server'],
    ['get clusters.cluster', 'control-plane'],
    ['get kubeadmcontrolplanes', 'control-plane'],
    ['get machines', 'machines'],
    ['get clusteraddons', 'addons'],
    ['get nodes', 'nodes'],
    ['rollout status daemonset', 'workloads'],
    ['get pods', 'workloads'],
    ['^sonobuoy retrieve', 'conformance'],
    ['^pip install', 'compliance'],
    ['^python scs-compliance-check.py', 'compliance'],
  ];
  test.concurrent.each(FAULTS)('where “%s” fails, %s is what failed, and what was made is removed', async (call, step) => {
    const world = open();
    const { code, output } = await world.start({ env: { FAIL: call, ...NO_PATIENCE } });
    expect([code, read(world).verdict], output).toEqual([1, 'failed']);
    expect(resultsOf(world)).toEqual(expectResults(step));
    expect(world.junit()).toContain(`name="${step}" time=`);
    expect(world.junit()).toMatch(/failures="1"/);
    const made = step === 'kind' ? 'kind get clusters' : 'kind delete cluster --name e2e-management-';
    expect(world.calls().filter((one) => one.startsWith(made)).length).toBeGreaterThan(0);
    expect(world.has('.state')).toBe(false);
  });

  test.concurrent.each([
    ['too few machines', 'machines', { MACHINES: '2' }],
    ['too many machines', 'machines', { MACHINES: '4' }],
    ['a pod that is not ready', 'workloads', { PODS: 'default/c\tReplicaSet\tFalse\n' }],
  ])('%s: %s fails', async (_, step, env) => {
    const world = open();
    const { code } = await world.start({ env: { ...env, ...NO_PATIENCE } });
    expect([code, resultsOf(world)]).toEqual([1, expectResults(step)]);
  });

  /** Sonobuoy itself is content with all of these. */
  const VERDICTS: readonly (readonly [name: string, results: string])[] = [
    ['a test failed', PASSED.replace(/status: passed\n {4}- name: '\[sig-apps/, "status: failed\n    - name: '[sig-apps")],
    ['the whole failed', PASSED.replace('status: passed', 'status: failed')],
    ['nothing ran', PASSED.replace(/ {2}items:\n(.|\n)*/, '').replace(/items:\n(.|\n)*/, '')],
    ['the only test was skipped', PASSED.replaceAll(/ {6}status: passed/g, '      status: skipped')],
    ['there is nothing in the file', ''],
    ['a test timed out', PASSED.replaceAll('      status: skipped', '      status: timeout')],
  ];
  test.concurrent.each(VERDICTS)('sonobuoy’s results are read: %s', async (_, results) => {
    const world = open();
    const file = join(world.kit, '../results.yaml');
    writeFileSync(file, results);
    const { code } = await world.start({ env: { SONOBUOY_RESULTS: file } });
    expect([code, resultsOf(world)]).toEqual([1, expectResults('conformance')]);
  });

  test('texts of tests that look like results are not taken for them', async () => {
    const world = open();
    const file = join(world.kit, '../results.yaml');
    writeFileSync(
      file,
      PASSED.replace(
        / {6}status: skipped\n/,
        `      status: passed\n      details:\n        failure: |\n          name: x\n          status: failed\n`,
      ),
    );
    const { code } = await world.start({ env: { SONOBUOY_RESULTS: file } });
    expect([code, read(world).verdict]).toEqual([0, 'passed']);
    expect(readFileSync(join(world.kit, 'results/logs/conformance.log'), 'utf8')).toContain('sonobuoy: passed, 2 passed, 0 failed');
  });

  test('with --keep, the next run goes on with the step that failed, and makes nothing again', async () => {
    const world = open();
    const first = await world.start({ args: ['--keep'], env: { FAIL: 'get nodes', ...NO_PATIENCE } });
    expect([first.code, world.has('.state/done/addons'), world.has('.state/done/nodes')]).toEqual([1, true, false]);
    expect(world.calls().some((call) => call.startsWith('kind delete'))).toBe(false);
    const second = await world.start({});
    expect(second.code, second.output).toBe(0);
    expect(resultsOf(world)).toEqual(['preflight', ...STEPS, 'cleanup'].map((name) => `${name} passed`));
    const made = world.calls().filter((call) => /^(?:kind create|clusterctl init|helm)| apply /.test(call));
    expect(made).toEqual([]);
  });

  test('a killed run cannot clean up, and the next one goes on', async () => {
    const world = open();
    const killed = await world.start({ env: { HANG: 'get nodes' }, signal: 'SIGKILL' });
    expect([killed.signal, world.has('.state/done/addons')]).toEqual(['SIGKILL', true]);
    world.calls();
    const second = await world.start({});
    expect(second.code, second.output).toBe(0);
    expect(world.calls().filter((call) => /^(?:kind create|clusterctl init)/.test(call))).toEqual([]);
    expect(world.has('.state')).toBe(false);
  });

  test('a second run does not come between', async () => {
    const world = open();
    const first = world.start({ env: { HANG: 'get nodes' }, signal: 'SIGCONT' });
    while (!existsSync(join(world.kit, '../world/hangs'))) await new Promise((resolve) => setTimeout(resolve, 50));
    // Written anew meanwhile, it is another file.
    const script = join(world.kit, 'run.sh');
    cpSync(script, `${script}.new`);
    renameSync(`${script}.new`, script);
    const second = await world.start({});
    expect([second.code, second.output]).toEqual([2, expect.stringMatching(/^another run is at work here, process \d+\n$/)]);
    expect((await first).code).toBe(0);
  });

  test('a run that was killed while kind made its cluster makes it anew', async () => {
    const world = open();
    await world.start({ env: { HANG: '^kubectl .* wait --for=condition=Ready nodes' }, signal: 'SIGKILL' });
    world.calls();
    const second = await world.start({ env: { FAIL: 'get --raw /readyz', ...NO_PATIENCE } });
    expect(second.code).toBe(1);
    const calls = world.calls().map((call) => call.replace(/ --config.*/, '').replace(/-management-\w+/, ''));
    expect(calls.filter((call) => /^kind (?:create|delete)/.test(call)).slice(0, 2)).toEqual([
      'kind delete cluster --name e2e',
      'kind create cluster --name e2e',
    ]);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends the step at once, cleans up, and exits with %s', async (signal, code) => {
    const world = open();
    const ended = await world.start({ env: { HANG: 'get clusteraddons' }, signal });
    expect(ended.code, ended.output).toBe(code);
    expect([read(world).verdict, world.has('.state')]).toEqual(['failed', false]);
    expect(world.calls().some((call) => call.startsWith('kind delete cluster --name e2e-management-'))).toBe(true);
  });

  test('what GitHub cancels is cleaned up by the step after', async () => {
    const world = open();
    symlinkSync(world.kit, join(world.kit, '../e2e'));
    const { jobs } = parse(readFileSync(join(PROJECT, '.github/workflows/e2e.yml'), 'utf8'));
    const steps: readonly { readonly name?: string; readonly run: string }[] = jobs.e2e.steps;
    const scriptOf = (step: string) => steps.find(({ name }) => name === step)?.run ?? '';
    // Of containers that end at once, and of those that do not.
    await world.start({ script: scriptOf('Run it'), env: { HANG: 'get clusteraddons|delete clusters' }, signal: 'SIGINT' });
    const cleaned = await world.start({ script: scriptOf('Clean up what is left') });
    expect(cleaned.code, cleaned.output).toBe(0);
    expect(world.has('.state')).toBe(false);
    expect(world.calls().some((call) => call.startsWith('kind delete cluster --name e2e-management-'))).toBe(true);
  });

  test('a tool that does not end is killed before clean-up, which would miss what it makes', async () => {
    const world = open();
    const env = { HANG: '^kind create', HANG_FOR: '3', STUBBORN: 'yes', GRACE: '1' };
    const ended = await world.start({ env, signal: 'SIGTERM' });
    expect(ended.code, ended.output).toBe(143);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(existsSync(join(world.kit, '../world/clusters'))).toBe(false);
  });

  test('two that begin at one time are one', async () => {
    const world = open();
    const both = await Promise.all([world.start({}), world.start({})]);
    expect(both.map(({ code }) => code).sort()).toEqual([0, 2]);
    expect(world.calls().filter((call) => call.startsWith('kind create'))).toHaveLength(1);
  });

  test('what a run wrote that was killed while it wrote is passed over', async () => {
    const world = open();
    await world.start({ args: ['--keep'], env: { FAIL: 'get nodes', ...NO_PATIENCE } });
    writeFileSync(join(world.kit, '.state/running'), '');
    const second = await world.start({});
    expect(second.code, second.output).toBe(0);
  });

  test('a folder may have blanks, quotes and dollars in its name', async () => {
    const kit = join(folder, `a kit's "$HOME" & more`, 'kit');
    cpSync(kits.get('1.36') ?? '', kit, { recursive: true });
    const world = createWorld(join(kit, '..'), kit, 'docker');
    const { code, output } = await world.start({});
    expect(code, output).toBe(0);
    expect(resultsOf(world)).toEqual(['preflight', ...STEPS, 'cleanup'].map((name) => `${name} passed`));
  });

  test('a look at a server ends', async () => {
    const world = open();
    await world.start({});
    const looks = world.calls().filter((call) => / get (?:machines|nodes|clusteraddons)/.test(call));
    expect(looks.length).toBeGreaterThan(3);
    expect(looks.filter((call) => !call.includes(' --request-timeout=60s '))).toEqual([]);
  });

  test('tools that are missing are named together, with where to get them, before anything is made', async () => {
    const world = open();
    const { code, output } = await world.start({ without: ['clusterctl', 'sonobuoy'] });
    expect([code, resultsOf(world)[0]]).toEqual([1, 'preflight failed']);
    expect(output).toMatch(
      /clusterctl is missing; it is needed .* Get it: \.\/tools\.sh, or https:\/\/\S+\/v1\.12\.11\/clusterctl-linux-\w+\n/,
    );
    expect(output).toMatch(/sonobuoy is missing; .*SONOBUOY_MODE=off leaves them out.* https:\/\/\S+_linux_\w+\.tar\.gz\n/);
    expect(world.calls()).toEqual([]);
    const left = await world.start({ without: ['sonobuoy'], env: { SONOBUOY_MODE: 'off' } });
    expect(left.code, left.output).toBe(0);
  });

  test('a kind cluster of that name that somebody else made is neither used nor removed', async () => {
    const world = open();
    const settings = readFileSync(join(world.kit, 'settings.env'), 'utf8');
    const name = /^MANAGEMENT="(.*)"$/m.exec(settings)?.[1] ?? '';
    writeFileSync(join(world.kit, '../world/clusters'), `${name}\n`);
    const { code, output } = await world.start({});
    expect([code, resultsOf(world)[1]]).toEqual([1, 'kind failed']);
    expect(output).toContain('that this folder has not made');
    expect(world.calls().some((call) => call.startsWith('kind delete'))).toBe(false);
  });

  test('files that were changed by hand stop it, unless it is told that they were', async () => {
    const world = open('1.36', 'docker', (kit) => writeFileSync(join(kit, 'cluster.yaml'), 'kind: Cluster\n'));
    const { code, output } = await world.start({});
    expect([code, world.calls()]).toEqual([2, []]);
    expect(output).toContain('cluster.yaml');
    expect((await world.start({ args: ['--wrong'] })).code).toBe(2);
  });

  test('a folder in which nothing was made yet may be written anew', async () => {
    const world = open();
    expect((await world.start({ without: ['kind'] })).code).toBe(1);
    writeFileSync(
      join(world.kit, 'kit.sha256'),
      readFileSync(join(world.kit, 'kit.sha256'), 'utf8').split('\n').reverse().join('\n').trim(),
    );
    expect((await world.start({ args: ['--changed'] })).code).toBe(0);
  });

  test('a folder that was written anew since cleans up what it made before', async () => {
    const world = open();
    await world.start({ args: ['--keep'], env: { FAIL: '^clusterctl init' } });
    const [name] = readFileSync(join(world.kit, '../world/clusters'), 'utf8').split('\n');
    for (const file of ['settings.env', 'kit.sha256']) {
      writeFileSync(join(world.kit, file), readFileSync(join(kits.get('upgrade') ?? '', file)));
    }
    expect((await world.start({})).code).toBe(2);
    world.calls();
    expect((await world.start({ args: ['--cleanup'] })).code).toBe(0);
    expect(world.calls()).toContain(`kind delete cluster --name ${name}`);
    expect(world.has('.state')).toBe(false);
  });

  test('an upgrade: the cluster is of the earlier release first, and all is waited for twice', async () => {
    const world = open('upgrade');
    const { code, output } = await world.start({});
    expect(code, output).toBe(0);
    const before = ['control-plane', 'machines', 'addons', 'nodes', 'workloads'].map((name) => `${name}-before`);
    const at = STEPS.indexOf('control-plane');
    const steps = ['preflight', ...STEPS.slice(0, at), ...before, 'upgrade', ...STEPS.slice(at), 'cleanup'];
    expect(resultsOf(world)).toEqual(steps.map((name) => `${name} passed`));
    expect(read(world)).toMatchObject({ release: 'docker-scs-1-36-v1', from: 'docker-scs-1-35-v1' });
    const applied = world.calls().flatMap((call) => / apply .* -f (cluster[\w-]*\.yaml)$/.exec(call)?.[1] ?? []);
    expect(applied).toEqual(['clusterstack.yaml', 'cluster-from.yaml', 'cluster.yaml']);
  });

  test('in a cloud, the management cluster stays while the Cluster is not gone, and --cleanup ends it later', async () => {
    const world = openCloud();
    const { code, output } = await world.start({ ...CLOUD(world), env: { ...CLOUD(world).env, FAIL: ' delete clusters' } });
    expect(code, output).toBe(1);
    expect(resultsOf(world).at(-1)).toBe('cleanup failed');
    expect(output).toContain('the management cluster stays');
    expect(world.calls().some((call) => call.startsWith('kind delete'))).toBe(false);
    const later = await world.start({ ...CLOUD(world), args: ['--cleanup'] });
    expect(later.code, later.output).toBe(0);
    expect(world.calls().some((call) => call.startsWith('kind delete cluster --name e2e-management-'))).toBe(true);
  });

  test('secrets are read from where they are, and written nowhere', async () => {
    const world = openCloud();
    const { code, output } = await world.start({ ...CLOUD(world), args: ['--changed', '--keep'] });
    expect(code, output).toBe(0);
    expect(world.calls().filter((call) => call.includes('clouds.yaml=KIT/clouds.yaml'))).toHaveLength(2);
    const files = readdirSync(world.kit, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const told = files
      .filter((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').includes('hunter2'))
      .map(({ name }) => name);
    expect(told).toEqual(['clouds.yaml']);
    const without = await openCloud().start({ args: ['--changed'] });
    expect([without.code, /CLOUDS_YAML must name a file/.test(without.output)]).toEqual([1, true]);
  });

  describeWith(['shellcheck'], 'shellcheck', () => {
    test.each(['1.36', 'upgrade'])('has nothing to say of the kit %s', async (name) => {
      const kit = kits.get(name) ?? '';
      const scripts = readdirSync(kit, { recursive: true })
        .map(String)
        .filter((path) => /\.(?:sh|env)$/.test(path));
      expect(scripts.length).toBe(9);
      await run('shellcheck', scripts, { cwd: kit });
    });
  });
});
