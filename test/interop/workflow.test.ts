import { appendFile, cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyDockerStack, createFolder, hashFiles, removeFolder } from './support/folders.ts';
import { describeWith, PROJECT } from './support/needs.ts';
import { type Registry, startRegistry } from './support/registries.ts';
import { run, tryRun } from './support/run.ts';

/** What release.yml and the action need. */
const FILES = ['.github', 'action.yml', 'dist'];

describeWith(['act', 'crane', 'git', 'helm', 'node24', 'oras'], 'release.yml, run by act on the host', () => {
  let registry: Registry;
  let folder: string;
  let repository: string;
  let env: Readonly<Record<string, string>>;

  beforeAll(async () => {
    folder = await createFolder();
    registry = await startRegistry('crane');
    repository = join(folder, 'repository');
    for (const file of FILES) await cp(join(PROJECT, file), join(repository, file), { recursive: true });
    await copyDockerStack(join(repository, 'stacks/docker/scs'));
    env = await createHome(join(folder, 'home'));
    await git('init', '--quiet', '--initial-branch', 'main');
    await git('remote', 'add', 'origin', 'https://github.com/example/stacks.git');
    await commit();
  });
  afterAll(async () => {
    await registry?.close();
    if (folder) await removeFolder(folder);
  });

  const git = (...args: string[]) => run('git', args, { cwd: repository, env });
  const commit = async () => {
    await git('add', '--all');
    await git('-c', 'user.name=interop', '-c', 'user.email=interop@example.test', 'commit', '--quiet', '--message', 'A change');
  };

  /** Runs a workflow; all that it prints. */
  const act = async (event: string, workflow: string, ...more: string[]) => {
    const { exitCode, stdout, stderr } = await tryRun(
      'act',
      [event, '--workflows', `.github/workflows/${workflow}`, '--platform', 'ubuntu-latest=-self-hosted', ...more],
      { cwd: repository, env },
    );
    return { exitCode, log: stdout + stderr };
  };
  const push = () => act('push', 'release.yml', '--var', `CLUSTERSTACK_TARGET=oci://${registry.host}/act`);
  const tags = async () => (await run('oras', ['repo', 'tags', '--plain-http', `${registry.host}/act`])).trim().split('\n').sort();

  test('the first run releases', async () => {
    const { exitCode, log } = await push();
    expect(exitCode, log).toBe(0);
    expect(log).toMatch(/\[release\/plan\] .*pending=true/);
    expect(log).toMatch(/\[release\/docker-scs-1-36-v1\] .*released=true/);
    expect(log).toContain('| 🚀 released | `docker-scs-1-36-v1` |');
    expect(await tags()).toEqual(['docker-scs-1-36-v1']);
  });

  test('it published what the CLI builds', async () => {
    const cli = ['build', 'stacks/docker/scs', '--output', join(folder, 'built')];
    await run(process.execPath, [join(PROJECT, 'dist/cli.js'), ...cli], { cwd: repository, env });
    await run('oras', ['pull', '--plain-http', `${registry.host}/act:docker-scs-1-36-v1`, '--output', join(folder, 'pulled')]);
    expect(await hashFiles(join(folder, 'pulled'))).toEqual(await hashFiles(join(folder, 'built/docker-scs-1-36-v1')));
  });

  test('the second run says unchanged and starts no release job', async () => {
    const { exitCode, log } = await push();
    expect(exitCode, log).toBe(0);
    expect(log).toMatch(/\[release\/plan\] .*pending=false/);
    expect(log).toContain('| ✅ unchanged | `docker-scs-1-36-v1` |');
    expect(log).not.toContain('[release/docker-scs');
    expect(await tags()).toEqual(['docker-scs-1-36-v1']);
  });

  test('after a change: the next version', async () => {
    await appendFile(join(repository, 'stacks/docker/scs/cluster-addon/cni/values.yaml'), '\n# changed\n');
    await commit();
    const { exitCode, log } = await push();
    expect(exitCode, log).toBe(0);
    expect(log).toMatch(/\[release\/docker-scs-1-36-v2\] .*released=true/);
    expect(await tags()).toEqual(['docker-scs-1-36-v1', 'docker-scs-1-36-v2']);
  });

  test('a broken stack fails the run, with an annotation on file and line, and publishes nothing', async () => {
    const file = join(repository, 'stacks/docker/scs/csctl.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/kubernetesVersion: .*/, 'kubernetesVersion: 1.30'));
    await commit();
    const { exitCode, log } = await push();
    expect(exitCode).not.toBe(0);
    expect(log).toMatch(/::error.*file=stacks\/docker\/scs\/csctl\.yaml,.*line=4/);
    expect(await tags()).toEqual(['docker-scs-1-36-v1', 'docker-scs-1-36-v2']);
  });

  test('README’s check of a pull request annotates the same, and writes SARIF', async () => {
    const [example = ''] = /(?<=```yaml\n)name: check\n[^`]*/.exec(await readFile(join(PROJECT, 'README.md'), 'utf8')) ?? [];
    // The upload is GitHub's own.
    const here = example.replace(/uses: \S+\/clusterstack@main/, 'uses: ./').replace(/ *- uses: github\/codeql-action.*/s, '');
    const found = join(folder, 'found.sarif');
    await writeFile(join(repository, '.github/workflows/check.yml'), here.replace('sarif: clusterstack.sarif', `sarif: ${found}`));
    const { exitCode, log } = await act('pull_request', 'check.yml');
    expect(exitCode).not.toBe(0);
    expect(log).toMatch(/::error.*file=stacks\/docker\/scs\/csctl\.yaml,.*line=4/);
    expect(JSON.parse(await readFile(found, 'utf8')).runs[0].results).toMatchObject([{ ruleId: 'kubernetes-version' }]);
  });
});

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
