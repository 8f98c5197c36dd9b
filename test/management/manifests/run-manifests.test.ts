import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { attempt } from '../../../src/errors.ts';
import type { ManifestsReport } from '../../../src/management/manifests/report.ts';
import type { ManifestsRequest } from '../../../src/management/manifests/request.ts';
import { manifests } from '../../../src/management/manifests/run-manifests.ts';
import { openTarget } from '../../../src/publish/index.ts';
import { publishTo } from '../../support/publish-to.ts';
import { buildContent } from '../../support/release-builder.ts';
import { formatConfig } from '../../support/stack-builder.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const RUNTIME = { today: '2026-11-28' };

/** Publishes releases of docker-demo-1-32, and runs `manifests` on them. */
function prepare() {
  const directory = temporaryDirectory();
  const source = `oci-layout:${join(directory, 'oci')}`;
  const folder = join(directory, 'management');
  const request: ManifestsRequest = {
    sources: [source],
    folder,
    check: false,
    prune: false,
    states: new Map(),
    newest: undefined,
    namespaces: [],
    label: undefined,
    policy: 'native',
    tenantRole: false,
    images: undefined,
    csoSource: 'oci://ghcr.io/my-org/cluster-stacks',
    csoLogin: undefined,
    clusterApi: undefined,
    kubernetes: undefined,
    cso: undefined,
  };
  return {
    folder,
    publish: async (version: string, kubernetes = 'v1.32.5') =>
      publishTo(openTarget(source, {}), await buildContent(version, { 'csctl.yaml': formatConfig({ kubernetes }) })),
    run: (more: Partial<ManifestsRequest> = {}) => manifests({ ...request, ...more }, RUNTIME),
    read: (path: string) => readFileSync(join(folder, path), 'utf8'),
    directory,
    source,
  };
}

const changed = ({ files }: ManifestsReport) =>
  files.filter(({ result }) => result !== 'same').map(({ path, result }) => `${result} ${path}`);
const told = ({ findings }: ManifestsReport) =>
  findings.filter(({ code }) => code !== 'provider-unknown').map(({ verdict, code, subject }) => `${verdict} ${code} ${subject}`);

describe('manifests', () => {
  test('writes what the releases need, and then only what a new one changes', async () => {
    const { publish, run, read } = prepare();
    await publish('v1');
    const first = await run();
    expect(first).toMatchObject({
      mode: 'written',
      allowed: { 'docker-demo-1-32-v1': 'v1.32.5' },
      clusterStacks: [{ name: 'docker-demo-1-32', versions: ['v1'] }],
    });
    expect(changed(await run())).toEqual([]);
    await publish('v2', 'v1.32.7');
    const before = read('3-cluster-stacks/docker-demo-1-32.yaml').split('\n');
    const second = await run();
    expect(changed(second)).toEqual(['changed 3-cluster-stacks/docker-demo-1-32.yaml', 'changed 4-policies/cluster-releases.yaml']);
    expect(
      read('3-cluster-stacks/docker-demo-1-32.yaml')
        .split('\n')
        .filter((line) => !before.includes(line)),
    ).toEqual(['    - v2']);
    expect(second.allowed).toEqual({ 'docker-demo-1-32-v1': 'v1.32.5', 'docker-demo-1-32-v2': 'v1.32.7' });
  });

  test('compares a folder, and shows the difference', async () => {
    const { publish, run, folder } = prepare();
    await publish('v1');
    expect(changed(await run({ check: true }))).toContain('added 2-providers/core.yaml');
    await run();
    expect(changed(await run({ check: true }))).toEqual([]);
    await publish('v2');
    const report = await run({ check: true });
    expect(report.mode).toBe('checked');
    expect(report.files.find(({ path }) => path === '4-policies/cluster-releases.yaml')?.difference).toContain(
      '+  docker-demo-1-32-v2: v1.32.5\n',
    );
    writeFileSync(
      join(folder, '2-providers/core.yaml'),
      readFileSync(join(folder, '2-providers/core.yaml'), 'utf8').replace('RuntimeSDK: true', 'RuntimeSDK: false'),
    );
    expect((await run({ check: true })).files.find(({ path }) => path === '2-providers/core.yaml')?.difference).toContain(
      '-      RuntimeSDK: false\n+      RuntimeSDK: true\n',
    );
  });

  test('a withdrawn release stays listed, and new clusters are refused', async () => {
    const { publish, run } = prepare();
    await publish('v1');
    await publish('v2');
    await run();
    const report = await run({
      states: new Map([
        ['docker-demo-1-32-v1', { name: 'withdrawn', since: '2026-11-20', reason: 'etcd loses data', replacedBy: 'docker-demo-1-32-v2' }],
      ]),
      prune: true,
    });
    expect(report.clusterStacks).toEqual([{ name: 'docker-demo-1-32', versions: ['v1', 'v2'] }]);
    expect(Object.keys(report.allowed)).toEqual(['docker-demo-1-32-v2']);
    expect(told(report)).toEqual([]);
    const removed = new Map([['docker-demo-1-32-v1', { name: 'removed' as const }]]);
    expect(told(await run({ states: removed }))).toEqual(['warn release-kept docker-demo-1-32-v1']);
    expect(told(await run({ states: removed, prune: true }))).toEqual(['warn release-dropped docker-demo-1-32-v1']);
  });

  test('namespaces and files that were there stay until they are pruned', async () => {
    const { publish, run, read } = prepare();
    await publish('v1');
    await run({ namespaces: ['tenant-a', 'tenant-b'], tenantRole: true });
    const kept = await run({ namespaces: ['tenant-b'] });
    expect(told(kept)).toEqual(['warn file-kept 4-policies/tenant-role.yaml']);
    expect(read('3-cluster-stacks/docker-demo-1-32.yaml')).toContain('namespace: tenant-a');
    // What nobody says is as it was.
    expect(changed(await run({ tenantRole: true }))).toEqual([]);
    expect(told(await run({ namespaces: ['tenant-b'], prune: true }))).toEqual([
      'warn release-dropped tenant-a',
      'warn file-dropped 4-policies/tenant-role.yaml',
    ]);
    expect(read('3-cluster-stacks/docker-demo-1-32.yaml')).not.toContain('namespace: tenant-a');
    expect(read('4-policies/kustomization.yaml')).not.toContain('tenant-role.yaml');
  });

  test('a release that cannot be read ends nothing, and stays where it was listed', async () => {
    const { publish, run, directory } = prepare();
    await publish('v1');
    await publish('v2');
    await run();
    const index = JSON.parse(readFileSync(join(directory, 'oci/index.json'), 'utf8')) as {
      manifests: { digest: string; annotations: Record<string, string> }[];
    };
    const digest = index.manifests.find(({ annotations }) => Object.values(annotations).includes('docker-demo-1-32-v1'))?.digest ?? '';
    rmSync(join(directory, 'oci/blobs', digest.replace(':', '/')));
    const report = await run({ prune: true });
    expect(report.clusterStacks).toEqual([{ name: 'docker-demo-1-32', versions: ['v1', 'v2'] }]);
    expect(report.allowed).toEqual({ 'docker-demo-1-32-v1': 'v1.32.5', 'docker-demo-1-32-v2': 'v1.32.5' });
    expect(told(report)).toEqual(['unknown release-unread docker-demo-1-32-v1', 'warn release-kept docker-demo-1-32-v1']);
  });

  test.each<[string, Partial<ManifestsRequest>, string, RegExp]>([
    [
      'nothing fits',
      { clusterApi: '1.8', kubernetes: 36 },
      'check-refused',
      /no management cluster can run these releases: .*Cluster API 1.8 is asked for/,
    ],
    ['there are no releases', { sources: ['oci-layout:/nonexistent'] }, 'no-release', /has no releases/],
  ])('tells where %s, and writes nothing', async (_, more, code, message) => {
    const { publish, run, folder } = prepare();
    await publish('v1');
    const result = await attempt(() => run(more));
    expect(result).toMatchObject({ kind: 'failed', error: { code, message: expect.stringMatching(message) } });
    expect(() => readFileSync(join(folder, 'kustomization.yaml'))).toThrow(/ENOENT/);
  });

  test('where CSO cannot read the source, or would read one of two, that is said', async () => {
    const { publish, run, source } = prepare();
    await publish('v1');
    expect(told(await run({ csoSource: undefined }))).toEqual([`warn cso-source ${source}`]);
    expect(told(await run({ sources: [source, source], csoSource: undefined }))).toEqual([`warn cso-source ${source}`]);
  });

  test('CSO’s source is read back from the folder', async () => {
    const { publish, run } = prepare();
    await publish('v1');
    await run();
    const again = await run({ csoSource: undefined });
    expect([changed(again), told(again)]).toEqual([[], []]);
  });

  test('an upgrade of Cluster API by more minors than it supports is told', async () => {
    const { publish, run, folder } = prepare();
    await publish('v1');
    await run();
    const path = join(folder, '2-providers/core.yaml');
    const written = readFileSync(path, 'utf8');
    const from = async (version: string) => {
      writeFileSync(path, written.replaceAll('v1.12.11', version));
      return (await run({ check: true })).findings.filter(({ code }) => code === 'core-jump').map(({ message }) => message);
    };
    expect(await from('v1.9.4')).toEqual([]);
    expect(await from('v1.8.4')).toEqual([
      'is 4 minors newer than v1.8.4, which the folder has; Cluster API supports upgrades by 3 at most, so go to one between them first, with --cluster-api',
    ]);
  });

  test('a broken file of ours stops the run, since what it listed would be lost; a link beside it does not', async () => {
    const { publish, run, folder } = prepare();
    await publish('v1');
    await run();
    symlinkSync('/nonexistent', join(folder, '3-cluster-stacks/mine.yaml'));
    expect(changed(await run())).toEqual([]);
    const path = join(folder, '3-cluster-stacks/docker-demo-1-32.yaml');
    writeFileSync(path, `${readFileSync(path, 'utf8')}<<<<<<< HEAD\n  a: [\n`);
    expect(await attempt(() => run())).toMatchObject({ kind: 'failed', error: { code: 'unreadable' } });
  });

  test('a folder that Git has put other ends to lines in lists what it listed', async () => {
    const { publish, run, folder, read } = prepare();
    await publish('v1');
    await run({ namespaces: ['a', 'b'] });
    const path = '3-cluster-stacks/docker-demo-1-32.yaml';
    for (const mark of ['---\r\n', '--- \n', '--- # the next\n']) {
      writeFileSync(join(folder, path), read(path).replaceAll('---\n', mark));
      await run({ namespaces: ['c'] });
      expect(read(path).match(/(?<=namespace: ).*/g)).toEqual(['a', 'b', 'c']);
    }
  });

  test('other ends to lines alone put no folder out of date', async () => {
    const { publish, run, folder, read } = prepare();
    await publish('v1');
    const paths = (await run()).files.map(({ path }) => path);
    for (const path of paths) writeFileSync(join(folder, path), read(path).replaceAll('\n', '\r\n'));
    expect(changed(await run({ check: true }))).toEqual([]);
  });

  test('providers stay where a release that nobody can read may have their kinds', async () => {
    const { publish, run, folder, read } = prepare();
    await publish('v1');
    await run();
    const stack = '3-cluster-stacks/docker-demo-1-32.yaml';
    const foreign = read(stack).replaceAll('docker-demo', 'acme-demo').replace('provider: docker', 'provider: acme');
    writeFileSync(join(folder, '3-cluster-stacks/acme-demo-1-32.yaml'), foreign);
    const core = read('2-providers/infrastructure-docker.yaml');
    const openstack = core.replace('name: docker', 'name: openstack').replace(/version: v\S+/, 'version: v0.14.7');
    writeFileSync(join(folder, '2-providers/infrastructure-openstack.yaml'), openstack);
    const report = await run({ prune: true, states: new Map([['acme-demo-1-32-v1', { name: 'withdrawn' }]]) });
    expect(report.choices.filter(({ kind }) => kind === 'infrastructure').map(({ name }) => name)).toEqual(['docker', 'openstack']);
    expect((await run({ prune: true })).choices.filter(({ kind }) => kind === 'infrastructure').map(({ name }) => name)).toEqual([
      'docker',
    ]);
  });

  test('what nobody can read any more is still run, in the minor of its line, where no policy tells more', async () => {
    const { publish, run, directory } = prepare();
    const oci = join(directory, 'oci');
    await publish('v1', 'v1.28.15');
    await run({ policy: 'none' });
    rmSync(oci, { recursive: true });
    await publish('v1', 'v1.32.5');
    expect((await run({ policy: 'none' })).choices.find(({ kind }) => kind === 'core')?.version).toBe('v1.11.11');
  });

  test('a log-in in an address is never written', async () => {
    const { publish, run, folder } = prepare();
    await publish('v1');
    const result = await attempt(() => run({ csoSource: 'oci://jo:hunter2@registry.example.com/cs' }));
    expect(result).toMatchObject({ kind: 'failed', error: { code: 'usage', message: expect.not.stringContaining('hunter2') } });
    expect(() => readFileSync(join(folder, 'kustomization.yaml'))).toThrow(/ENOENT/);
  });

  test('what stays listed is still run: no version is chosen that does not support it', async () => {
    const { publish, run, directory } = prepare();
    await publish('v1', 'v1.28.5');
    await run();
    rmSync(join(directory, 'oci'), { recursive: true });
    await publish('v1', 'v1.32.5');
    const report = await run();
    expect(report.clusterStacks.map(({ name }) => name)).toEqual(['docker-demo-1-28', 'docker-demo-1-32']);
    expect(report.choices.find(({ kind }) => kind === 'core')?.version).toBe('v1.11.11');
    expect((await run({ prune: true })).choices.find(({ kind }) => kind === 'core')?.version).toBe('v1.12.11');
  });
});
