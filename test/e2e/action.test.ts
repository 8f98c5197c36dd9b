import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { startRegistry, type TestRegistry } from '../support/registry.ts';
import { createWorkspace, type Run, run } from './run.ts';

let registry: TestRegistry | undefined;
afterEach(() => registry?.close());

let workspace: Awaited<ReturnType<typeof createWorkspace>>;
beforeEach(async () => {
  workspace = await createWorkspace();
});
afterEach(() => workspace.remove());

/** Runs the Action as the runner does: inputs as `INPUT_*`, outputs and summary in files. */
async function runAction(
  inputs: Record<string, string>,
  env: Record<string, string> = {},
): Promise<Run & { outputs: Record<string, string>; summary: string }> {
  const output = join(workspace.cwd, 'output');
  const summary = join(workspace.cwd, 'summary');
  await writeFile(output, '');
  await writeFile(summary, '');
  const defaults = { mode: 'stable', output: '.release', 'dry-run': 'false', 'require-helm': 'false' };
  const given = Object.entries({ ...defaults, ...inputs }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const result = await run('action', [], {
    cwd: workspace.cwd,
    env: { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary, GITHUB_ACTIONS: 'true', ...Object.fromEntries(given), ...env },
  });
  const text = await readFile(output, 'utf8');
  const outputs = Object.fromEntries([...text.matchAll(/^(\S+)<<(\S+)\n([\s\S]*?)\n\2$/gm)].map(([, name, , value]) => [name, value]));
  return { ...result, outputs, summary: await readFile(summary, 'utf8') };
}

test('action.yml is YAML, and its inputs are those that the Action reads', async () => {
  const { inputs } = parse(await readFile('action.yml', 'utf8')) as { readonly inputs: Readonly<Record<string, object>> };
  const source = await readFile('src/action.ts', 'utf8');
  const read = [...source.matchAll(/(?:[tT]ext|words|urls|getInput|readFlag)\('([a-z-]+)'/g)].map((match) => match[1] ?? '');
  expect(Object.keys(inputs).sort()).toEqual([...new Set(read)].sort());
});

describe('the Action', () => {
  test('plans with dry-run: pending, and a matrix', async () => {
    const { code, outputs } = await runAction({ 'dry-run': 'true', targets: 'oci-layout:oci' });
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ pending: 'true', released: 'false' });
    expect(JSON.parse(outputs['matrix'] ?? '')).toEqual({
      include: [
        {
          stack: 'docker-scs-1-36',
          directory: 'stacks/docker/scs',
          stacks: 'stacks/docker/scs',
          kubernetes: '1.36',
          release: 'docker-scs-1-36-v1',
        },
      ],
    });
  });

  test.each(['my stack', 'a "b"', 'a\nb'])('a directory named %j is one entry in the next job', { timeout: 60_000 }, async (name) => {
    const directory = join('stacks', name);
    await rename(join(workspace.cwd, 'stacks/docker'), join(workspace.cwd, 'moved'));
    await mkdir(join(workspace.cwd, directory), { recursive: true });
    await rename(join(workspace.cwd, 'moved/scs'), join(workspace.cwd, directory));
    const { outputs } = await runAction({ 'dry-run': 'true', targets: 'oci-layout:oci' });
    const [entry] = JSON.parse(outputs['matrix'] ?? '').include;
    expect(entry).toMatchObject({ directory });
    for (const stacks of [entry.stacks, entry.directory]) {
      const next = await runAction({ 'dry-run': 'true', targets: 'oci-layout:oci', stacks });
      expect(JSON.parse(next.outputs['releases'] ?? '').releases).toMatchObject([{ action: 'planned', directory }]);
    }
  });

  test('releases, writes a summary, and has nothing to do the second time', async () => {
    const first = await runAction({ targets: 'oci-layout:oci' });
    expect(first.code).toBe(0);
    expect(first.outputs).toMatchObject({ released: 'true', pending: 'false' });
    expect(JSON.parse(first.outputs['releases'] ?? '').releases).toMatchObject([{ action: 'released', release: 'docker-scs-1-36-v1' }]);
    expect(first.summary).toContain('| 🚀 released | `docker-scs-1-36-v1` | v1 | v1.36.');
    const second = await runAction({ targets: 'oci-layout:oci' });
    expect(second.outputs).toMatchObject({ released: 'false', pending: 'false' });
    expect(second.summary).toContain('✅ unchanged');
  });

  test('annotates findings on file and line, and fails', async () => {
    await symlink('csctl.yaml', join(workspace.cwd, 'stacks/docker/scs/link'));
    await writeFile(
      join(workspace.cwd, 'stacks/docker/scs/csctl.yaml'),
      'apiVersion: csctl.clusterstack.x-k8s.io/v1alpha1\nconfig:\n  kubernetesVersion: 1.30\n  clusterStackName: scs\n  provider:\n    type: docker\n',
    );
    const { code, stdout, summary } = await runAction({ targets: 'oci-layout:oci' });
    expect(code).toBe(1);
    expect(stdout).toContain('::error title=stacks/docker/scs%3A kubernetes-version,file=stacks/docker/scs/csctl.yaml,line=3,col=22::');
    expect(stdout).toContain('file=stacks/docker/scs/link::');
    // Once: the group of the line leaves them to the annotations.
    expect(stdout.match(/kubernetes-version/g)).toHaveLength(1);
    expect(stdout).toContain('::group::refused   stacks/docker/scs');
    expect(summary).toContain('⛔ refused');
  });

  test('refuses to go on without helm, unless told to', async () => {
    const { code, stdout } = await runAction({ targets: 'oci-layout:oci', 'require-helm': '' });
    expect([code, stdout.includes('::error title=docker-scs-1-36%3A helm-required')]).toEqual([1, true]);
  });

  test('attests what it published where the job may; where that fails the release stands', async () => {
    registry = await startRegistry();
    const targets = `oci://${registry.host}/stacks`;
    const identity = { ACTIONS_ID_TOKEN_REQUEST_URL: `${registry.url}/token`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'id-t0ken' };
    const first = await runAction({ targets, 'github-token': 't0ken' }, identity);
    expect([first.code, first.outputs['released']], first.stdout).toEqual([0, 'true']);
    expect(first.stdout).toContain('::warning::the releases are published, and not attested');
    expect([...registry.manifests.keys()].filter((key) => !key.includes('@'))).toEqual(['stacks:docker-scs-1-36-v1']);
    const second = await runAction({ targets, 'github-token': 't0ken' }, identity);
    expect([second.code, second.stdout.includes('not attested')]).toEqual([0, false]);
  });

  test.each([
    ['and was not attested', [], true],
    ['and was attested', [{}], false],
  ])('attests also what an earlier run of the commit published %s', async (_, attestations, isTried) => {
    const asked: string[] = [];
    registry = await startRegistry({
      intercept({ path }, response) {
        if (!path.startsWith('/repos/')) return false;
        asked.push(path);
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ attestations }));
        return true;
      },
    });
    const targets = `oci://${registry.host}/stacks`;
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
        cwd: workspace.cwd,
        encoding: 'utf8',
      }).trim();
    git('init', '-q');
    git('add', 'stacks');
    git('commit', '-q', '-m', 'stacks');
    const commit = git('rev-parse', 'HEAD');
    expect((await runAction({ targets })).outputs).toMatchObject({ released: 'true' });
    const identity = { ACTIONS_ID_TOKEN_REQUEST_URL: `${registry.url}/none`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'id-t0ken' };
    const github = { GITHUB_SHA: commit, GITHUB_REPOSITORY: 'org/stacks', GITHUB_API_URL: registry.url };
    const second = await runAction({ targets, 'github-token': 't0ken' }, { ...identity, ...github });
    const { targets: reports } = JSON.parse(second.outputs['releases'] ?? '').releases[0];
    expect(reports).toMatchObject([{ result: 'present', commit }]);
    expect(asked).toEqual([
      expect.stringContaining(`/repos/org/stacks/attestations/${encodeURIComponent(reports[0].digest)}?predicate_type=provenance`),
    ]);
    expect([second.code, second.stdout.includes('not attested')], second.stdout).toEqual([0, isTried]);
  });

  test('logs in to each of two registries as the one that it has for it', async () => {
    const [first, second] = await Promise.all(
      ['one', 'two'].map((username) => startRegistry({ authentication: { kind: 'basic', username, password: `${username}-pw` } })),
    );
    registry = first;
    const { code, stdout } = await runAction(
      { targets: `oci://${first?.host}/stacks oci://${second?.host}/stacks`, username: 'one', password: 'one-pw' },
      { CLUSTERSTACK_AUTH_B_HOST: second?.host ?? '', CLUSTERSTACK_AUTH_B_USERNAME: 'two', CLUSTERSTACK_AUTH_B_PASSWORD: 'two-pw' },
    );
    const tags = [first, second].map((one) => [...(one?.manifests.keys() ?? [])].filter((key) => !key.includes('@')));
    await second?.close();
    expect([code, tags], stdout).toEqual([0, [['stacks:docker-scs-1-36-v1'], ['stacks:docker-scs-1-36-v1']]]);
  });

  test('needs a target unless it only plans', async () => {
    const { code, stdout, outputs } = await runAction({});
    expect(code).toBe(1);
    expect(stdout).toContain('::error::the input targets is required');
    expect(JSON.parse(outputs['releases'] ?? '')).toMatchObject({ releases: [], error: { code: 'usage' } });
  });

  test.each([
    { workspace: 'empty', hints: true },
    { workspace: 'stacks', hints: false },
    { workspace: 'missing', hints: false },
  ])('without a stack, in a workspace that is $workspace, it hints at a checkout: $hints', async ({ workspace: name, hints }) => {
    await mkdir(join(workspace.cwd, 'empty'));
    const inputs = { 'dry-run': 'true', stacks: 'nowhere' };
    const { code, stdout } = await runAction(inputs, { GITHUB_WORKSPACE: join(workspace.cwd, name) });
    expect([code, stdout.includes('nowhere does not exist'), stdout.includes('actions/checkout')]).toEqual([1, true, hints]);
  });

  test('checks a pull request: no target, no secret, SARIF', async () => {
    await symlink('csctl.yaml', join(workspace.cwd, 'stacks/docker/scs/link'));
    const { code } = await runAction({ 'dry-run': 'true', sarif: 'found.sarif' });
    const [{ results, invocations }] = JSON.parse(await readFile(join(workspace.cwd, 'found.sarif'), 'utf8')).runs;
    expect(results.map((result: { ruleId: string }) => result.ruleId)).toContain('not-regular');
    expect([code, invocations]).toEqual([1, [{ executionSuccessful: true }]]);
  });

  test('goes on where SARIF cannot be written', async () => {
    const { code, stdout } = await runAction({ 'dry-run': 'true', sarif: 'nowhere/found.sarif' });
    expect([code, stdout.includes('::warning::no SARIF is written: ENOENT')]).toEqual([0, true]);
  });

  test('says in the inputs’ words what to write', async () => {
    const { stdout, outputs } = await runAction({ 'dry-run': 'true', 'cluster-stack-version': 'v0-custom.7' });
    expect(stdout).toContain('add mode: custom');
    expect(outputs['releases']).not.toContain('--mode');
  });

  test('a flag that is neither true nor false is the user’s mistake', async () => {
    const { code, stdout } = await runAction({ targets: 'oci-layout:oci', 'dry-run': 'yes' });
    expect([code, stdout.includes('write true or false'), stdout.includes('bug')]).toEqual([1, true, false]);
  });

  test('masks secrets', async () => {
    await mkdir(join(workspace.cwd, '.docker'));
    const { stdout } = await runAction(
      { targets: 'oci://127.0.0.1:1/stacks', username: 'me', password: 'p4ssword' },
      { OCI_ACCESS_TOKEN: 'ghp_t0ken', OCI_REGISTRY: '127.0.0.1:1' },
    );
    const masked = [...stdout.matchAll(/^::add-mask::(.*)$/gm)].map((match) => match[1]);
    expect(masked).toEqual(['p4ssword', 'ghp_t0ken', Buffer.from('ghp_t0ken').toString('base64')]);
    const shown = stdout.replaceAll(/^::add-mask::.*$/gm, '');
    for (const secret of masked) expect(shown).not.toContain(secret);
  });

  test('masks secrets that it has no use for', async () => {
    const { stdout } = await runAction(
      { targets: 'oci-layout:oci', 'dry-run': 'true', 'github-token': 'input' },
      { GITHUB_TOKEN: 'one', GH_TOKEN: 'two', OCI_PASSWORD: 'three', https_proxy: 'http://u:four@127.0.0.1:1' },
    );
    expect([...stdout.matchAll(/^::add-mask::(.*)$/gm)].map((match) => match[1])).toEqual(['input', 'three', 'one', 'two', 'four']);
  });
});
