import { chmod, cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFolder, removeFolder } from './support/folders.ts';
import { describeWith, PROJECT } from './support/needs.ts';
import { run, tryRun } from './support/run.ts';

const ORIGIN = 'https://github.com/example/clusterstack.git';

describeWith(
  ['act', 'git', 'node24'],
  'publish.yml, run by act on the host, with an npm and a gh that only note what they are asked',
  () => {
    let folder: string;
    let repository: string;
    let env: Readonly<Record<string, string>>;

    beforeAll(async () => {
      folder = await createFolder();
      repository = join(folder, 'repository');
      await mkdir(join(repository, '.ci'), { recursive: true });
      for (const file of ['.github/workflows/publish.yml', 'scripts/release-notes.js', 'package.json']) {
        await cp(join(PROJECT, file), join(repository, file), { recursive: true });
      }
      await writeProgram(join(repository, '.ci/run'), note('ci'));
      await writeFile(join(repository, 'CHANGELOG.md'), '# Changelog\n\n## 1.4.2\n\n- a change\n');
      await setVersion('1.4.1');
      env = await createHome();
      await run('git', ['init', '--quiet', '--bare', join(folder, 'origin')], { env });
      await git('init', '--quiet', '--initial-branch', 'main');
      await git('remote', 'add', 'origin', ORIGIN);
      await commit();
      await git('push', '--quiet', 'origin', 'main', 'HEAD:refs/tags/v1');
      await setVersion('1.4.2');
      await commit();
    });
    afterAll(async () => {
      if (folder) await removeFolder(folder);
    });

    const git = (...args: string[]) => run('git', args, { cwd: repository, env });
    const commit = async () => {
      await git('add', '--all');
      await git('-c', 'user.name=interop', '-c', 'user.email=interop@example.test', 'commit', '--quiet', '--message', 'A change');
    };
    async function setVersion(version: string): Promise<void> {
      const file = join(repository, 'package.json');
      const manifest = JSON.parse(await readFile(file, 'utf8')) as object;
      await writeFile(file, JSON.stringify({ ...manifest, version }));
    }

    /** A program that writes down its name, its arguments and what it knows of tokens. */
    const note = (name: string) =>
      `#!/bin/sh\nprintf '%s\\n' "${name} $* [npm:\${NODE_AUTH_TOKEN-} gh:\${GH_TOKEN-}]" >> ${join(folder, 'calls')}\n`;

    async function writeProgram(path: string, text: string): Promise<void> {
      await writeFile(path, text);
      await chmod(path, 0o755);
    }

    /** A home in which GitHub's repository is a folder, `gh` knows no release yet, and actions run with Node 24. */
    async function createHome(): Promise<Record<string, string>> {
      const home = join(folder, 'home');
      const bin = join(home, 'bin');
      await mkdir(join(home, 'act'), { recursive: true });
      await mkdir(bin);
      await writeFile(join(home, 'act/actrc'), '');
      await writeFile(join(home, '.gitconfig'), `[url "${join(folder, 'origin')}"]\n\tinsteadOf = ${ORIGIN}\n`);
      await symlink((await run('node24', ['-p', 'process.execPath'])).trim(), join(bin, 'node'));
      await writeProgram(join(bin, 'npm'), note('npm'));
      await writeProgram(join(bin, 'gh'), `${note('gh')}[ "$2" = create ] && cp "$8" ${join(folder, 'notes')}\n`);
      return { HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, PATH: `${bin}:${process.env['PATH']}` };
    }

    /** Pushes the tag to GitHub; what the workflow called. */
    async function publish(tag: string) {
      await git('tag', tag);
      await git('push', '--quiet', 'origin', tag);
      await writeFile(join(folder, 'calls'), '');
      const event = join(folder, 'event.json');
      await writeFile(event, JSON.stringify({ ref: `refs/tags/${tag}` }));
      const setup = join(folder, 'setup');
      await mkdir(setup, { recursive: true });
      await writeFile(join(setup, 'action.yml'), 'name: setup\nruns: {using: composite, steps: [{run: exit, shell: sh}]}\n');
      const workflow = await readFile(join(repository, '.github/workflows/publish.yml'), 'utf8');
      const actions = [...new Set([...workflow.matchAll(/uses: (actions\/setup-\S+)/g)].map((match) => match[1] ?? ''))];
      const { exitCode, stdout, stderr } = await tryRun(
        'act',
        [
          'push',
          ...['--workflows', '.github/workflows/publish.yml', '--platform', 'ubuntu-latest=-self-hosted', '--eventpath', event],
          ...['--secret', 'NPM_TOKEN=for-npm', '--secret', 'GITHUB_TOKEN=for-github'],
          ...actions.flatMap((action) => ['--local-repository', `${action}=${setup}`]),
        ],
        { cwd: repository, env },
      );
      const calls = (await readFile(join(folder, 'calls'), 'utf8')).split('\n').filter(Boolean);
      return { exitCode, log: stdout + stderr, calls };
    }

    test('a tag is tested, published to npm with provenance, and then shown on GitHub', async () => {
      const { exitCode, log, calls } = await publish('v1.4.2');
      expect(exitCode, log).toBe(0);
      expect(calls.map((call) => call.replace(/\S+notes\.md/, 'notes.md'))).toEqual([
        'ci  [npm: gh:]',
        'npm publish --provenance --access public --ignore-scripts [npm:for-npm gh:]',
        'gh release view v1.4.2 [npm: gh:for-github]',
        'gh release create v1.4.2 --verify-tag --title v1.4.2 --notes-file notes.md [npm: gh:for-github]',
      ]);
      expect(await readFile(join(folder, 'notes'), 'utf8')).toBe('- a change\n');
    });

    test('v1 has moved there', async () => {
      const head = await run('git', ['--git-dir', join(folder, 'origin'), 'rev-parse', 'v1'], { env });
      expect(head).toBe(await git('rev-parse', 'v1.4.2'));
    });

    test('a tag that is not the version of the package publishes nothing', async () => {
      await setVersion('1.4.4');
      await commit();
      const { exitCode, log, calls } = await publish('v1.4.3');
      expect(exitCode).not.toBe(0);
      expect(log).toContain('the tag is v1.4.3, and package.json has version 1.4.4');
      expect(calls).toEqual([]);
    });
  },
);
