import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLI } from './support/clusterstack.ts';
import { createFolder, removeFolder } from './support/folders.ts';
import { describeWith, PROJECT } from './support/needs.ts';
import { run, tryRun } from './support/run.ts';

const ORIGIN = 'https://github.com/example/management.git';
const USER = ['-c', 'user.name=interop', '-c', 'user.email=interop@example.test'];

describeWith(
  ['act', 'bash', 'git', 'helm', 'node24'],
  'the workflow of docs/management.md, run by act with a gh that keeps one pull request',
  () => {
    let folder: string;
    let repository: string;
    let env: Readonly<Record<string, string>>;

    const git = (...args: string[]) => run('git', args, { cwd: repository, env });
    const layout = () => `oci-layout:${join(folder, 'releases')}`;
    const release = (...words: string[]) =>
      run(process.execPath, [
        CLI,
        'release',
        join(PROJECT, 'stacks/docker/scs'),
        ...words,
        '--target',
        layout(),
        '--output',
        join(folder, '.release'),
      ]);

    beforeAll(async () => {
      folder = await createFolder();
      repository = join(folder, 'repository');
      await mkdir(join(repository, '.github/workflows'), { recursive: true });
      await writeFile(join(repository, '.github/workflows/manifests.yml'), await readWorkflow());
      env = await createHome();
      await run('git', ['init', '--quiet', '--bare', '--initial-branch', 'main', join(folder, 'origin')], { env });
      await git('init', '--quiet', '--initial-branch', 'main');
      await git('remote', 'add', 'origin', ORIGIN);
      await git('add', '--all');
      await git(...USER, 'commit', '--quiet', '--message', 'The workflow');
      await git('push', '--quiet', 'origin', 'main');
      await cp(join(PROJECT, 'dist'), join(repository, '.clusterstack/dist'), { recursive: true });
      await release('--kubernetes', '1.36');
    }, 120_000);
    afterAll(() => removeFolder(folder));

    /** As it is printed, but for where releases are, and for the checkout of clusterstack, which is there already. */
    async function readWorkflow(): Promise<string> {
      const page = await readFile(join(PROJECT, 'docs/management.md'), 'utf8');
      const [, text = ''] = /```yaml\n(# \.github\/workflows\/manifests\.yml\n.*?)```/s.exec(page) ?? [];
      const cut = text.replace(/ *- uses: actions\/checkout@v\d+\n *with: \{repository.*\n/, '');
      expect(cut).not.toBe(text);
      return cut.replaceAll('oci://ghcr.io/my-org/cluster-stacks', layout());
    }

    /** A home in which GitHub's repository is a folder. `gh` writes down its calls, and opens a branch's pull request once. */
    async function createHome(): Promise<Record<string, string>> {
      const home = join(folder, 'home');
      const bin = join(home, 'bin');
      await mkdir(join(home, 'act'), { recursive: true });
      await mkdir(bin);
      await writeFile(join(home, 'act/actrc'), '');
      await writeFile(join(home, '.gitconfig'), `[url "${join(folder, 'origin')}"]\n\tinsteadOf = ${ORIGIN}\n`);
      await symlink((await run('node24', ['-p', 'process.execPath'])).trim(), join(bin, 'node'));
      const opened = join(folder, 'opened');
      const script = [
        '#!/bin/sh',
        `echo "$*" >>${join(folder, 'calls')}`,
        'case "$1 $2" in',
        `  "pr create") [ ! -e ${opened} ] && touch ${opened} ;;`,
        `  "pr list") [ ! -e ${opened} ] || echo https://github.com/example/management/pull/1 ;;`,
        'esac',
      ];
      await writeFile(join(bin, 'gh'), `${script.join('\n')}\n`, { mode: 0o755 });
      return { HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, PATH: `${bin}:${process.env['PATH']}` };
    }

    /** What the workflow did: how it ended, what it called, and where its branch is after it. */
    async function start() {
      await writeFile(join(folder, 'calls'), '');
      const { exitCode, stdout, stderr } = await tryRun(
        'act',
        ['workflow_dispatch', '--workflows', '.github/workflows/manifests.yml', '--platform', 'ubuntu-latest=-self-hosted'],
        { cwd: repository, env },
      );
      const calls = (await readFile(join(folder, 'calls'), 'utf8')).split('\n').filter((call) => call.startsWith('pr '));
      const branch = (await tryRun('git', ['-C', join(folder, 'origin'), 'rev-parse', '--verify', 'manifests'], { env })).stdout.trim();
      return { exitCode, calls: calls.map((call) => call.split(' ').slice(0, 2).join(' ')), branch, log: stdout + stderr };
    }
    const show = (path: string) => run('git', ['-C', join(folder, 'origin'), 'show', `manifests:${path}`], { env });

    test('opens one pull request, leaves it alone while nothing changes, and follows the next release', async () => {
      const first = await start();
      expect(first.exitCode, first.log).toBe(0);
      expect(first.calls).toEqual(['pr create']);
      expect(await show('management/3-cluster-stacks/docker-scs-1-36.yaml')).toContain('- v1');
      const again = await start();
      expect(again.exitCode, again.log).toBe(0);
      expect(again.branch).toBe(first.branch);
      await release('--kubernetes', '1.35');
      const next = await start();
      expect(next.exitCode, next.log).toBe(0);
      expect(next.calls).toEqual(['pr create', 'pr list']);
      expect(await show('management/3-cluster-stacks/docker-scs-1-35.yaml')).toContain('- v1');
    }, 180_000);

    test('fails for a release that cannot be read, and follows all others', async () => {
      for (const minor of ['1.35', '1.36']) await release('--kubernetes', minor, '--channel', 'beta');
      await damage('docker-scs-1-35-v0-beta-100');
      const { exitCode, log } = await start();
      expect(exitCode, log).not.toBe(0);
      expect(log).toContain('release-unread');
      expect(await show('management/3-cluster-stacks/docker-scs-1-36-custom.yaml')).toContain('- v0-beta.100');
    }, 180_000);

    /** Takes a release's manifest away. */
    async function damage(tag: string): Promise<void> {
      const { manifests } = JSON.parse(await readFile(join(folder, 'releases/index.json'), 'utf8')) as {
        readonly manifests: readonly { readonly digest: string; readonly annotations: Readonly<Record<string, string>> }[];
      };
      const own = manifests.find(({ annotations }) => annotations['org.opencontainers.image.ref.name'] === tag);
      await rm(join(folder, 'releases/blobs', own?.digest.replace(':', '/') ?? 'none'));
    }
  },
);
