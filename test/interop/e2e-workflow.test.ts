import { chmod, copyFile, cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSED, TOOLS } from './support/e2e/kit-world.ts';
import { createFolder, removeFolder } from './support/folders.ts';
import { describeWith, PROJECT } from './support/needs.ts';
import { run, tryRun } from './support/run.ts';

describeWith(['act', 'bash', 'git', 'helm', 'node24'], 'e2e-label.yml, run by act against stand-ins of a kit’s tools', () => {
  let folder: string;
  let repository: string;
  let env: Readonly<Record<string, string>>;

  beforeAll(async () => {
    folder = await createFolder();
    repository = join(folder, 'repository');
    for (const file of ['.github', 'dist', 'package.json', 'stacks/docker']) {
      await cp(join(PROJECT, file), join(repository, file), { recursive: true });
    }
    const workflow = join(repository, '.github/workflows/e2e.yml');
    // Artifacts are GitHub's own.
    await writeFile(workflow, (await readFile(workflow, 'utf8')).replace(/ *- name: Keep the results.*/s, ''));
    env = await createHome();
    const git = (...args: string[]) => run('git', args, { cwd: repository, env });
    await git('init', '--quiet', '--initial-branch', 'main');
    await git('remote', 'add', 'origin', 'https://github.com/example/stacks.git');
    await git('add', '--all');
    await git('-c', 'user.name=interop', '-c', 'user.email=interop@example.test', 'commit', '--quiet', '--message', 'A change');
  });
  afterAll(() => removeFolder(folder));

  /** act keeps what it knows in a home of its own; the stand-ins come before all else. */
  async function createHome(): Promise<Record<string, string>> {
    const home = join(folder, 'home');
    const [bin, world] = [join(home, 'bin'), join(folder, 'world')];
    for (const path of [join(home, 'act'), bin, world]) await mkdir(path, { recursive: true });
    await writeFile(join(home, 'act/actrc'), ''); // without it act asks which images to use
    await symlink((await run('node24', ['-p', 'process.execPath'])).trim(), join(bin, 'node'));
    await writeFile(join(world, 'results.yaml'), PASSED);
    const stub = join(world, 'stub.sh');
    await copyFile(join(import.meta.dirname, 'support/e2e/stub.sh'), stub);
    await chmod(stub, 0o755);
    const tools = join(world, 'tools');
    await mkdir(tools);
    for (const name of TOOLS) await symlink(stub, join(tools, name));
    // The stack is rendered and committed with the real ones: what is asked about clusters, and of other repositories, is not.
    const real = { helm: 'upgrade', git: 'clone | -C' };
    for (const [name, words] of Object.entries(real)) {
      const program = (await run('bash', ['-c', `command -v ${name}`])).trim();
      const script = `#!/bin/sh\ncase $1 in ${words}) exec ${join(tools, name)} "$@" ;; esac\nexec ${program} "$@"\n`;
      await writeFile(join(bin, name), script, { mode: 0o755 });
    }
    for (const name of TOOLS) if (!(name in real)) await symlink(stub, join(bin, name));
    return { HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, PATH: `${bin}:${process.env['PATH']}` };
  }

  /** What happens when somebody gives a pull request a label. */
  async function give(label: string, from: string, more: Readonly<Record<string, string>> = {}) {
    const event = join(folder, 'event.json');
    await writeFile(
      event,
      JSON.stringify({ action: 'labeled', label: { name: label }, pull_request: { number: 7, head: { repo: { full_name: from } } } }),
    );
    const world = join(folder, 'world');
    const variables = { WORLD: world, SONOBUOY_RESULTS: join(world, 'results.yaml'), PROVIDER_UNDER_TEST: 'docker', POLL: '0', ...more };
    const { exitCode, stdout, stderr } = await tryRun(
      'act',
      [
        ...[
          'pull_request',
          '--eventpath',
          event,
          '--workflows',
          '.github/workflows/e2e-label.yml',
          '--platform',
          'ubuntu-latest=-self-hosted',
        ],
        ...Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      ],
      { cwd: repository, env },
    );
    return { exitCode, log: stdout + stderr };
  }

  test('the label runs all steps, for a fork too, and cleans up', async () => {
    const { exitCode, log } = await give('e2e', 'somebody/fork', { FAIL: '^nothing$' });
    expect(exitCode, log).toBe(0);
    expect(log).toMatch(/workloads passed after \d+ s/);
    expect(log).toMatch(/cleanup passed after \d+ s/);
    expect(await readFile(join(folder, 'world/clusters'), 'utf8')).toBe('');
  });

  test('a step that fails fails the job, after clean-up', async () => {
    const { exitCode, log } = await give('e2e', 'somebody/fork', { FAIL: 'get nodes', TIMEOUT_MACHINES: '0' });
    expect(exitCode, log).not.toBe(0);
    expect(log).toMatch(/cleanup passed after \d+ s/);
  });

  test('what the run itself could not clean up is cleaned up after it', async () => {
    const { exitCode, log } = await give('e2e', 'somebody/fork', { FAIL: '^nothing$', FAIL_ONCE: '^kind delete cluster' });
    expect(exitCode, log).not.toBe(0);
    expect(log).toMatch(/cleanup failed after .*cleanup passed after/s);
    expect(await readFile(join(folder, 'world/clusters'), 'utf8')).toBe('');
  });

  test('another label runs nothing, and a fork gets no machines of a cloud', async () => {
    for (const label of ['bug', 'e2e-openstack']) {
      const { exitCode, log } = await give(label, 'somebody/fork');
      expect([label, exitCode, log.includes('==> kind')]).toEqual([label, 0, false]);
    }
  });
});
