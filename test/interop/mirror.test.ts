import { spawn } from 'node:child_process';
import { appendFile, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MirrorReport } from '../../src/lifecycle/mirror/index.ts';
import { CLI, clusterstack } from './support/clusterstack.ts';
import { copyDockerStack, createFolder, createTestFolder, removeFolder, sha256 } from './support/folders.ts';
import { describeWith } from './support/needs.ts';
import { type Registry, type RegistryKind, startRegistry } from './support/registries.ts';
import { cleanEnvironment, run, tryRun } from './support/run.ts';

const V1 = 'docker-scs-1-36-v1';
const V2 = 'docker-scs-1-36-v2';

async function mirror(source: string, target: string, env: Readonly<Record<string, string>> = {}, ...more: readonly string[]) {
  const { exitCode, stdout, stderr } = await tryRun(process.execPath, [CLI, 'mirror', source, target, ...more, '--json'], { env });
  return { exitCode, stderr, report: JSON.parse(stdout) as MirrorReport };
}

const outcomes = ({ releases }: MirrorReport) => releases.map(({ release, result, digest }) => [release, result, digest]);

/** A layout with two releases, and their digests. */
async function build(folder: string): Promise<{ readonly layout: string; readonly digests: readonly (string | undefined)[] }> {
  const stack = await copyDockerStack(join(folder, 'stack'));
  const layout = join(folder, 'layout');
  const release = () => clusterstack(['release', stack, '--output', join(folder, 'out'), '--target', `oci-layout:${layout}`]);
  const first = await release();
  await appendFile(join(stack, 'cluster-class/values.yaml'), '\n# changed\n');
  const second = await release();
  return { layout, digests: [first.line.digest, second.line.digest] };
}

describeWith(['oras', 'skopeo'], 'the archive', () => {
  let folder: string;
  let layout: string;
  let digests: readonly (string | undefined)[];
  let archive: string;
  beforeAll(async () => {
    folder = await createFolder();
    ({ layout, digests } = await build(folder));
    archive = join(folder, 'a.tar');
    expect((await mirror(`oci-layout:${layout}`, `oci-archive:${archive}`)).exitCode).toBe(0);
  });
  afterAll(() => removeFolder(folder));

  test('skopeo and oras read it, with the same digests', async () => {
    for (const [at, tag] of [V1, V2].entries()) {
      expect(sha256(await run('skopeo', ['inspect', '--raw', `oci-archive:${archive}:${tag}`]))).toBe(digests[at]);
      expect(sha256(await run('oras', ['manifest', 'fetch', '--oci-layout', `${archive}:${tag}`]))).toBe(digests[at]);
      const copy = join(await createTestFolder(), 'copy');
      await run('oras', ['cp', '--from-oci-layout', `${archive}:${tag}`, '--to-oci-layout', `${copy}:${tag}`]);
      expect(sha256(await run('oras', ['manifest', 'fetch', '--oci-layout', `${copy}:${tag}`]))).toBe(digests[at]);
    }
  });

  test('what oras and skopeo write is read', async () => {
    const temporary = await createTestFolder();
    await run('skopeo', [
      '--insecure-policy',
      'copy',
      '--preserve-digests',
      `oci:${layout}:${V1}`,
      `oci-archive:${join(temporary, 's.tar')}:${V1}`,
    ]);
    const back = await mirror(`oci-archive:${join(temporary, 's.tar')}`, `oci-layout:${join(temporary, 'back')}`);
    expect(outcomes(back.report)).toEqual([[V1, 'copied', digests[0]]]);
  });

  test('has the same bytes in any order of writing, and from several processes at once', async () => {
    const temporary = await createTestFolder();
    const other = join(temporary, 'b.tar');
    await mirror(`oci-layout:${layout}`, `oci-archive:${other}`, {}, V2);
    await mirror(`oci-layout:${layout}`, `oci-archive:${other}`);
    expect(await readFile(other)).toEqual(await readFile(archive));
    const together = join(temporary, 'c.tar');
    const all = await Promise.all(Array.from({ length: 5 }, () => mirror(`oci-layout:${layout}`, `oci-archive:${together}`)));
    expect(all.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0]);
    expect(all.flatMap(({ report }) => outcomes(report)).filter(([, result]) => result === 'copied').length).toBe(2);
    expect(await readFile(together)).toEqual(await readFile(archive));
  });

  test('a second run writes nothing', async () => {
    const before = await stat(archive);
    const { report } = await mirror(`oci-layout:${layout}`, `oci-archive:${archive}`);
    expect(report.releases.map(({ result }) => result)).toEqual(['present', 'present']);
    expect(await stat(archive)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
  });
});

const kinds: readonly { readonly kind: RegistryKind; readonly login: boolean }[] = [
  { kind: 'docker-registry', login: true },
  { kind: 'registry', login: true },
  { kind: 'registry', login: false },
  { kind: 'crane', login: false },
];

for (const { kind, login } of kinds) {
  describeWith([kind, 'openssl', 'oras'], `${kind}${login ? ' with a login' : ''} as an end`, () => {
    let registry: Registry;
    let folder: string;
    let layout: string;
    let digests: readonly (string | undefined)[];
    beforeAll(async () => {
      registry = await startRegistry(kind, { login });
      folder = await createFolder();
      ({ layout, digests } = await build(folder));
    });
    afterAll(async () => {
      await registry?.close();
      if (folder) await removeFolder(folder);
    });

    const at = (repository: string) => `oci://${registry.host}/${repository}`;
    const copied = () => [
      [V1, 'copied', digests[0]],
      [V2, 'copied', digests[1]],
    ];

    test('from a layout, to another repository without sending a byte again, and back', async () => {
      expect(outcomes((await mirror(`oci-layout:${layout}`, at('org/one'), registry.env)).report)).toEqual(copied());
      const mounted = await mirror(at('org/one'), at('org/two'), registry.env);
      expect(outcomes(mounted.report)).toEqual(copied());
      expect(mounted.report.releases.map(({ blobs }) => blobs?.bytes)).toEqual([0, 0]);
      const again = await mirror(at('org/one'), at('org/two'), registry.env, '-v');
      expect(again.report.releases.map(({ result }) => result)).toEqual(['present', 'present']);
      expect(again.stderr).not.toMatch(/^(?:PUT|POST|PATCH|DELETE) .*\/v2\//m);
      const plain = registry.protocol === 'http' ? ['--plain-http'] : [];
      const manifest = await run('oras', ['manifest', 'fetch', ...plain, `${registry.host}/org/two:${V1}`], { env: registry.env });
      expect(sha256(manifest)).toBe(digests[0]);
      const temporary = await createTestFolder();
      const archive = join(temporary, 'a.tar');
      expect(outcomes((await mirror(at('org/two'), `oci-archive:${archive}`, registry.env)).report)).toEqual(copied());
      expect(outcomes((await mirror(`oci-archive:${archive}`, at('org/three'), registry.env)).report)).toEqual(copied());
    });

    test('several processes at once: one result, and none fails', async () => {
      const all = await Promise.all(Array.from({ length: 5 }, () => mirror(`oci-layout:${layout}`, at('org/many'), registry.env)));
      expect(all.map(({ report }) => report.releases.map(({ digest }) => digest))).toEqual(Array.from({ length: 5 }, () => digests));
    });

    test('killed at any moment, the same command goes on', async () => {
      for (const after of [200, 400, 600, 800]) {
        const target = at(`org/killed-${after}`);
        const child = spawn(process.execPath, [CLI, 'mirror', `oci-layout:${layout}`, target], {
          env: cleanEnvironment(registry.env),
          stdio: 'ignore',
        });
        await sleep(after);
        child.kill('SIGKILL');
        const { exitCode, report } = await mirror(`oci-layout:${layout}`, target, registry.env);
        expect([exitCode, report.releases.map(({ digest }) => digest)]).toEqual([0, digests]);
      }
    });
  });
}
