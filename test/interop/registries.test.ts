import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clusterstack } from './support/clusterstack.ts';
import { copyDockerStack, createFolder, createTestFolder, hashFiles, removeFolder, sha256 } from './support/folders.ts';
import { describeWith } from './support/needs.ts';
import { type Registry, type RegistryKind, startRegistry } from './support/registries.ts';
import { run } from './support/run.ts';

const V1 = 'docker-scs-1-36-v1';
const V2 = 'docker-scs-1-36-v2';

const peers: readonly { readonly name: string; readonly kind: RegistryKind; readonly login: boolean }[] = [
  { name: 'docker-registry 2.8 over TLS with a login', kind: 'docker-registry', login: true },
  { name: 'distribution 3 over TLS', kind: 'registry', login: false },
  { name: 'distribution 3 over TLS with a login', kind: 'registry', login: true },
  { name: 'crane over plain HTTP', kind: 'crane', login: false },
];

for (const { name, kind, login } of peers) {
  describeWith([kind, 'openssl', 'oras', 'skopeo'], name, () => {
    let registry: Registry;
    let folder: string;
    let stack: string;
    let output: string;
    let repository: string;

    beforeAll(async () => {
      registry = await startRegistry(kind, { login });
      folder = await createFolder();
      stack = await copyDockerStack(join(folder, 'stack'));
      output = join(folder, '.release');
      repository = `${registry.host}/stacks/docker`;
    });
    afterAll(async () => {
      await registry?.close();
      if (folder) await removeFolder(folder);
    });

    const release = () => clusterstack(['release', stack, '--output', output, '--target', `oci://${repository}`], { env: registry.env });
    const orasIn = (cwd: string, ...args: string[]) => run('oras', [...args, ...plainHttp(registry, args)], { env: registry.env, cwd });
    const oras = (...args: string[]) => orasIn(folder, ...args);
    const skopeo = (...args: string[]) => run('skopeo', ['--insecure-policy', ...args], { env: registry.env });
    const tags = async () => (await oras('repo', 'tags', repository)).trim().split('\n').sort();
    /** Of the manifest as the registry keeps it. */
    const digest = async (reference: string) => sha256(await oras('manifest', 'fetch', reference));
    const plain = (side: 'src' | 'dest') => (registry.protocol === 'http' ? [`--${side}-tls-verify=false`] : []);

    test('a first release, a rerun, a change', async () => {
      const first = await release();
      expect(first.line).toMatchObject({ action: 'released', release: V1, targets: [{ url: `oci://${repository}`, result: 'published' }] });
      const again = await release();
      expect(again.line).toMatchObject({ action: 'unchanged', release: V1, digest: first.line.digest });
      await appendFile(join(stack, 'cluster-class/values.yaml'), '\n# changed\n');
      const changed = await release();
      expect(changed.line).toMatchObject({ action: 'released', release: V2, previous: 'v1', changed: ['cluster-class'] });
      expect([first.exitCode, again.exitCode, changed.exitCode]).toEqual([0, 0, 0]);
      expect(await digest(`${repository}:${V1}`)).toBe(first.line.digest);
      expect(await digest(`${repository}:${V2}`)).toBe(changed.line.digest);
    });

    test('the repository has the release tags and no others', async () => {
      expect(await tags()).toEqual([V1, V2]);
    });

    test.each([V1, V2])('oras pulls %s: every file equals the built one', async (tag) => {
      const pulled = join(await createTestFolder(), 'pulled');
      await oras('pull', `${repository}:${tag}`, '--output', pulled);
      const files = await hashFiles(pulled);
      expect(files).toEqual(await hashFiles(join(output, tag)));
      expect(Object.keys(files)).toHaveLength(5);
    });

    test('oras and skopeo read the same manifest', async () => {
      const manifest = await oras('manifest', 'fetch', `${repository}:${V1}`);
      expect(
        await skopeo('inspect', '--raw', ...(registry.protocol === 'http' ? ['--tls-verify=false'] : []), `docker://${repository}:${V1}`),
      ).toBe(manifest);
      expect(JSON.parse(manifest)).toMatchObject({
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        artifactType: 'application/vnd.scs.cluster-stacks.v1',
        config: { mediaType: 'application/vnd.oci.empty.v1+json', size: 2 },
        annotations: { kubernetesVersion: 'v1.36.1', hash: expect.stringMatching(/^[0-9a-z]{7}$/) },
      });
    });

    test('oras copies to a layout and back', async () => {
      const layout = join(await createTestFolder(), 'layout');
      await oras('cp', `${repository}:${V1}`, '--to-oci-layout', `${layout}:${V1}`);
      await oras('cp', '--from-oci-layout', `${layout}:${V1}`, `${registry.host}/copies/oras:${V1}`);
      expect(await digest(`${registry.host}/copies/oras:${V1}`)).toBe(await digest(`${repository}:${V1}`));
    });

    test('oras copies our layout to the registry', async () => {
      const layout = join(await createTestFolder(), 'layout');
      const { line } = await clusterstack(['release', stack, '--output', join(layout, '../out'), '--target', `oci-layout:${layout}`]);
      await oras('cp', '--from-oci-layout', `${layout}:${V1}`, `${registry.host}/from-layout/oras:${V1}`);
      expect(await digest(`${registry.host}/from-layout/oras:${V1}`)).toBe(line.digest);
    });

    test('skopeo copies our layout to the registry and back', async () => {
      const temporary = await createTestFolder();
      const layout = join(temporary, 'layout');
      const { line } = await clusterstack(['release', stack, '--output', join(temporary, 'out'), '--target', `oci-layout:${layout}`]);
      const remote = `${registry.host}/from-layout/skopeo:${V1}`;
      await skopeo('copy', '--preserve-digests', ...plain('dest'), `oci:${layout}:${V1}`, `docker://${remote}`);
      expect(await digest(remote)).toBe(line.digest);
      await skopeo('copy', '--preserve-digests', ...plain('src'), `docker://${remote}`, `oci:${join(temporary, 'back')}:${V1}`);
      expect(sha256(await run('oras', ['manifest', 'fetch', '--oci-layout', `${join(temporary, 'back')}:${V1}`]))).toBe(line.digest);
      // What skopeo wrote is a layout that we take for the release it is.
      const back = await clusterstack([
        'release',
        stack,
        '--output',
        join(temporary, 'out2'),
        '--target',
        `oci-layout:${join(temporary, 'back')}`,
      ]);
      expect(back.line).toMatchObject({ action: 'unchanged', release: V1, digest: line.digest });
    });

    test('tags that are not releases: a warning, and the release goes on', async () => {
      const foreign = `${registry.host}/with/foreign-tags`;
      const temporary = await createTestFolder();
      await writeFile(join(temporary, 'file.txt'), 'foreign');
      await orasIn(temporary, 'push', `${foreign}:latest,sha256-abc`, 'file.txt');
      const { line, stderr, exitCode } = await clusterstack(
        ['release', stack, '--output', join(temporary, 'out'), '--target', `oci://${foreign}`],
        { env: registry.env },
      );
      expect(line).toMatchObject({ action: 'released', release: V1 });
      expect(exitCode).toBe(0);
      expect(stderr).toMatch(/warning: .*latest/);
    });

    test('other content under the tag is never overwritten', async () => {
      const temporary = await createTestFolder();
      const taken = `${registry.host}/with/conflict`;
      const args = (target: string) => [
        'release',
        stack,
        '--output',
        join(temporary, 'out'),
        '--target',
        target,
        '--mode',
        'custom',
        '--cluster-stack-version',
        'v7',
      ];
      await writeFile(join(temporary, 'metadata.yaml'), 'other');
      await orasIn(temporary, 'push', `${taken}:docker-scs-1-36-v7`, 'metadata.yaml');
      const before = await digest(`${taken}:docker-scs-1-36-v7`);
      const { line, exitCode } = await clusterstack(args(`oci://${taken}`), { env: registry.env });
      expect(line).toMatchObject({ action: 'failed', error: { code: 'release-conflict' } });
      expect(exitCode).toBe(1);
      expect(await digest(`${taken}:docker-scs-1-36-v7`)).toBe(before);
    });

    if (login)
      test('without the login: refused, and nothing is published', async () => {
        const empty = await createTestFolder();
        const target = `oci://${registry.host}/no/login`;
        const { REGISTRY_AUTH_FILE: _podman, ...env } = registry.env;
        const { line, exitCode, stderr } = await clusterstack(['release', stack, '--output', join(empty, 'out'), '--target', target], {
          env: { ...env, DOCKER_CONFIG: empty },
        });
        expect(line.action).toBe('failed');
        expect(exitCode).toBe(1);
        expect(`${stderr}${JSON.stringify(line)}`).not.toContain('interop-password');
        await expect(oras('manifest', 'fetch', `${registry.host}/no/login:${V1}`)).rejects.toThrow();
      });

    if (kind !== 'crane')
      test('an unknown certificate is refused', async () => {
        const { NODE_EXTRA_CA_CERTS: _ca, ...env } = registry.env;
        const temporary = await createTestFolder();
        const { line } = await clusterstack(['release', stack, '--output', join(temporary, 'out'), '--target', `oci://${repository}`], {
          env,
        });
        expect(line.action).toBe('failed');
      });
  });
}

/** oras takes to plain HTTP by itself for the name localhost only. */
function plainHttp({ protocol }: Registry, [command]: readonly string[]): string[] {
  if (protocol === 'https') return [];
  return command === 'cp' ? ['--from-plain-http', '--to-plain-http'] : ['--plain-http'];
}
