import { appendFile, cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeVisible, type FakeGitHub, SLUG, startGitHub } from '../support/github/index.ts';
import { copyDockerStack, createFolder, removeFolder } from './support/folders.ts';
import { describeWith, PROJECT } from './support/needs.ts';
import { type Registry, startRegistry } from './support/registries.ts';
import { run, tryRun } from './support/run.ts';

const WORKFLOW = `name: release
on: push
concurrency:
  group: release
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - id: release
        uses: ./
        with:
          targets: oci://\${{ vars.REGISTRY }}/act github:${SLUG.owner}/${SLUG.repository}
          github-token: \${{ secrets.PUBLISHING_TOKEN }}
          allow-dirty: true
      - if: always()
        run: echo "released=\${{ steps.release.outputs.released }} action=\${{ fromJSON(steps.release.outputs.releases || '{}').releases[0].action }}"
`;

describeWith(
  ['act', 'crane', 'git', 'node24', 'oras'],
  'a workflow that releases to a registry and to GitHub, run by act on the host',
  () => {
    let registry: Registry;
    let github: FakeGitHub;
    let folder: string;
    let repository: string;
    let env: Readonly<Record<string, string>>;
    const commits: string[] = [];

    beforeAll(async () => {
      folder = await createFolder();
      registry = await startRegistry('crane');
      github = await startGitHub({ commits });
      repository = join(folder, 'repository');
      for (const file of ['action.yml', 'dist']) await cp(join(PROJECT, file), join(repository, file), { recursive: true });
      await copyDockerStack(join(repository, 'stacks/docker/scs'));
      await mkdir(join(repository, '.github/workflows'), { recursive: true });
      await writeFile(join(repository, '.github/workflows/release.yml'), WORKFLOW);
      env = await createHome(join(folder, 'home'));
      await writeFile(join(folder, 'api-url.cjs'), `process.env.GITHUB_API_URL = '${github.apiUrl}';\n`);
      await git('init', '--quiet', '--initial-branch', 'main');
      await git('remote', 'add', 'origin', `https://github.com/${SLUG.owner}/${SLUG.repository}.git`);
      await commit();
    });
    afterAll(async () => {
      await registry?.close();
      await github?.close();
      if (folder) await removeFolder(folder);
    });

    const git = (...args: string[]) => run('git', args, { cwd: repository, env });
    /** Commits everything; the fake GitHub gets to know the commit, as by a push. */
    const commit = async () => {
      await git('add', '--all');
      await git('-c', 'user.name=interop', '-c', 'user.email=interop@example.test', 'commit', '--quiet', '--message', 'A change');
      commits.push((await git('rev-parse', 'HEAD')).trim());
    };
    const push = async (token = github.token) => {
      // As GitHub does, act sets GITHUB_API_URL whatever a workflow says: it can be changed only after that.
      const vars = ['--var', `REGISTRY=${registry.host}`, '--env', `NODE_OPTIONS=--require=${join(folder, 'api-url.cjs')}`];
      const secrets = ['--secret', `PUBLISHING_TOKEN=${token}`];
      const args = [
        'push',
        '--workflows',
        '.github/workflows/release.yml',
        '--platform',
        'ubuntu-latest=-self-hosted',
        ...vars,
        ...secrets,
      ];
      const { exitCode, stdout, stderr } = await tryRun('act', args, { cwd: repository, env });
      return { exitCode, log: stdout + stderr };
    };
    const tags = async () => (await run('oras', ['repo', 'tags', '--plain-http', `${registry.host}/act`])).trim().split('\n').sort();
    const visible = () =>
      describeVisible(github.repository) as { readonly tag: string; readonly commit: string; readonly assets: readonly string[] }[];

    test('the first run releases to both, at the commit that was pushed', async () => {
      const { exitCode, log } = await push();
      expect(exitCode, log).toBe(0);
      expect(log).toContain('released=true action=released');
      expect(log).toContain('| 🚀 released | `docker-scs-1-36-v1` |');
      expect(await tags()).toEqual(['docker-scs-1-36-v1']);
      expect(visible()).toMatchObject([{ tag: 'docker-scs-1-36-v1', commit: commits.at(-1), isPrerelease: false, isLatest: true }]);
      expect(log).not.toContain(github.token);
    });

    test('each file on GitHub is the one that the registry has', async () => {
      const manifest = await run('oras', ['manifest', 'fetch', '--plain-http', `${registry.host}/act:docker-scs-1-36-v1`]);
      const { layers } = JSON.parse(manifest) as { layers: { mediaType: string; digest: string; annotations: Record<string, string> }[] };
      const files = layers.map((layer) => `${layer.annotations['org.opencontainers.image.title']} true ${layer.digest}`);
      expect(visible()[0]?.assets.map((asset) => asset.replace(/ \S+ /, ' '))).toEqual(files.sort());
    });

    test('the second run has nothing to do', async () => {
      const { exitCode, log } = await push();
      expect(exitCode, log).toBe(0);
      expect(log).toContain('released=false action=unchanged');
      expect([await tags(), visible().length]).toEqual([['docker-scs-1-36-v1'], 1]);
    });

    test('a token that may not write: nothing is visible anywhere, the log says why and never the token', async () => {
      await appendFile(join(repository, 'stacks/docker/scs/cluster-addon/cni/values.yaml'), '\n# changed\n');
      await commit();
      const token = 'ghs_wrong0123456789abcdefghijklmnopqrst';
      const { exitCode, log } = await push(token);
      expect(exitCode).not.toBe(0);
      expect(log).toMatch(/::error.*github:/);
      expect(log).not.toContain(token);
      expect([await tags(), visible().length]).toEqual([['docker-scs-1-36-v1'], 1]);
    });

    test('the same again with the right one finishes it', async () => {
      const { exitCode, log } = await push();
      expect(exitCode, log).toBe(0);
      expect(log).toContain('| 🚀 released | `docker-scs-1-36-v2` |');
      expect(await tags()).toEqual(['docker-scs-1-36-v1', 'docker-scs-1-36-v2']);
      expect(visible().map(({ tag, commit: at }) => [tag, at])).toEqual([
        ['docker-scs-1-36-v1', commits[0]],
        ['docker-scs-1-36-v2', commits[1]],
      ]);
      expect([github.violations, github.touched]).toEqual([[], []]);
    });
  },
);

/** act keeps what it knows in a home of its own, and runs actions with Node 24, as GitHub does. */
async function createHome(home: string): Promise<Record<string, string>> {
  const bin = join(home, 'bin');
  await mkdir(join(home, 'act'), { recursive: true });
  await mkdir(bin);
  await writeFile(join(home, 'act/actrc'), ''); // without it act asks which images to use
  const node24 = (await run('node24', ['-p', 'process.execPath'])).trim();
  await symlink(node24, join(bin, 'node'));
  return { HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, PATH: `${bin}:${process.env['PATH']}` };
}
