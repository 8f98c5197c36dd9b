import { type StdioOptions, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { VERBS } from '../../src/verbs/index.ts';
import { startRegistry, type TestRegistry } from '../support/registry.ts';
import { createWorkspace, type Run, run as runEntry } from './run.ts';

const schema = JSON.parse(await readFile('dist/output.schema.json', 'utf8'));
const validate = new Ajv2020({ strict: false }).compile(schema);

let workspace: Awaited<ReturnType<typeof createWorkspace>>;
beforeEach(async () => {
  workspace = await createWorkspace();
});
afterEach(() => workspace.remove());

const run = (args: readonly string[], env: Record<string, string> = {}, input = ''): Promise<Run> =>
  runEntry('cli', args, { cwd: workspace.cwd, env, input });

/** The printed JSON, after the schema in the package has accepted it. */
async function runJson(args: readonly string[], env: Record<string, string> = {}): Promise<{ code: number | null; report: Report }> {
  const { code, stdout } = await run([...args, '--json'], env);
  const report = JSON.parse(stdout);
  validate(report);
  expect(validate.errors).toBeNull();
  return { code, report };
}

/** What verbs need that cannot go without words. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  bundle: ['docker-scs-1-36', '-o', 'site.tar', '--no-images'],
  cache: ['clear'],
  catalog: ['-o', 'site'],
  completion: ['bash'],
  diff: ['docker-scs-1-36', 'stacks/docker/scs'],
  e2e: ['docker-scs-1-36', '-o', 'kit'],
  explain: ['crlf'],
  images: ['docker-scs-1-36'],
  init: ['new', '--provider', 'docker'],
  list: [],
  manifests: ['-o', 'management'],
  mirror: ['oci-layout:.release/oci', 'oci-layout:site'],
  notes: ['docker-scs-1-36'],
  promote: ['docker-scs-1-36', '--channel', 'beta'],
  publish: ['nowhere'],
  pull: ['docker-scs-1-36', '-o', 'pulled'],
  revert: ['docker-scs-1-36'],
  schema: ['stack'],
  upgrades: ['docker-scs-1-36'],
  verify: ['docker-scs-1-36'],
  withdraw: ['docker-scs-1-36', '--state', 'deprecated', '--reason', 'old'],
};

/** Exit codes of those that do not end well: a folder that is not there, and without helm nobody knows what a kit would wait for. */
const CODES: Readonly<Record<string, number>> = { publish: 2, e2e: 1 };

/** Passing errors are not waited for. */
const IMPATIENT = { CLUSTERSTACK_RETRIES: '0' };

interface Report {
  readonly releases: readonly {
    action: string;
    release: string;
    version: string;
    changed: string[];
    targets: { url: string; result: string }[];
    error?: { code: string };
  }[];
  readonly stacks: readonly { stack: string; verdict: string; findings: { code: string }[] }[];
  readonly error?: { code: string };
}

describe('clusterstack', () => {
  test('alone prints a short help', async () => {
    const { code, stdout } = await run([]);
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: clusterstack');
  });

  test.each(VERBS.map(({ name }) => [name]))('%s --json is as the schema describes it, and so is its wrong usage', async (verb) => {
    if (WORDS[verb] !== undefined) await run(['release', 'stacks/docker/scs', '--kubernetes', '1.36']);
    const { code } = await runJson([verb, ...(WORDS[verb] ?? [])], {
      CLUSTERSTACK_CACHE: `${workspace.cwd}/cache`,
    });
    expect(code).toBe(CODES[verb] ?? 0);
    const wrong = await runJson([verb, '--no-such-flag']);
    expect(wrong.code).toBe(2);
    expect(wrong.report.error?.code).toBe('usage');
  });

  test.each(VERBS.map(({ name }) => [name]))('%s has a help with an example', async (verb) => {
    const { code, stdout } = await run([verb, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Example:\n  $ clusterstack ${verb}`);
  });

  test('releases, then has nothing to do, then releases what changed', async () => {
    const first = await runJson(['release', 'stacks/docker/scs']);
    expect(first.code).toBe(0);
    expect(first.report.releases).toMatchObject([
      {
        action: 'released',
        release: 'docker-scs-1-36-v1',
        changed: [],
        targets: [{ url: 'oci-layout:.release/oci', result: 'published' }],
      },
    ]);
    const second = await runJson(['release', 'stacks/docker/scs']);
    expect(second.report.releases).toMatchObject([
      { action: 'unchanged', release: 'docker-scs-1-36-v1', targets: [{ result: 'present' }] },
    ]);
    await appendFile(join(workspace.cwd, 'stacks/docker/scs/cluster-addon/cni/values.yaml'), '# changed\n');
    const third = await runJson(['release']);
    expect(third.report.releases).toMatchObject([{ action: 'released', release: 'docker-scs-1-36-v2', changed: ['cluster-addon'] }]);
    expect(await readdir(join(workspace.cwd, '.release/docker-scs-1-36-v2'))).toEqual([
      'clusteraddon.yaml',
      'docker-scs-1-36-cluster-addon-v2.tgz',
      'docker-scs-1-36-cluster-class-v2.tgz',
      'hashes.json',
      'metadata.yaml',
    ]);
  });

  test('text goes to standard output, progress to standard error, without colour in a pipe', async () => {
    const { stdout, stderr } = await run(['release']);
    expect(stdout).toMatch(/^released {2}docker-scs-1-36-v1 {2}v1 {2}Kubernetes v1\.36\.\d+\n/);
    expect(stdout).toContain('kind: ClusterStack');
    expect(stderr).toContain('docker-scs-1-36: writing .release/docker-scs-1-36-v1\n');
    expect(stdout + stderr).not.toContain('\u001b');
  });

  test.runIf(existsSync('/dev/full'))('a result that cannot be written is an error in one line, progress that cannot be is none', () => {
    const full = openSync('/dev/full', 'w');
    const start = (args: readonly string[], stdio: StdioOptions) =>
      spawnSync(process.execPath, [resolve('dist/cli.js'), ...args], { cwd: workspace.cwd, stdio, encoding: 'utf8' });
    const { status, stderr } = start(['rules'], ['ignore', full, 'pipe']);
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^error: the result cannot be written to standard output: ENOSPC.*\n$/)]);
    const check = start(['check', '--json'], ['ignore', 'pipe', full]);
    expect([check.status, JSON.parse(check.stdout).stacks.length]).toEqual([0, 1]);
    closeSync(full);
  });

  test('a plan is carried out, and refused once the stack has moved on', async () => {
    const { stdout } = await run(['plan', '--json']);
    await writeFile(join(workspace.cwd, 'plan.json'), stdout);
    const readme = join(workspace.cwd, 'stacks/docker/scs/cluster-class/values.yaml');
    const before = await readFile(readme);
    await appendFile(readme, '# later\n');
    const late = await runJson(['release', '--plan', 'plan.json']);
    expect(late.code).toBe(1);
    expect(late.report.releases).toMatchObject([{ action: 'failed', error: { code: 'plan-outdated' } }]);
    expect(await readdir(workspace.cwd)).not.toContain('.release');
    await writeFile(readme, before);
    const done = await runJson(['release', '--plan', 'plan.json']);
    expect(done.report.releases).toMatchObject([{ action: 'released', release: 'docker-scs-1-36-v1' }]);
  });

  test('a matrix has one entry for each line that waits, and none afterwards', async () => {
    const pending = await run(['plan', '--github-matrix']);
    expect(JSON.parse(pending.stdout)).toEqual({
      include: [
        {
          stack: 'docker-scs-1-36',
          directory: 'stacks/docker/scs',
          kubernetes: '1.36',
          release: 'docker-scs-1-36-v1',
          stacks: 'stacks/docker/scs',
        },
      ],
    });
    await run(['release']);
    const settled = await run(['plan', '--github-matrix']);
    expect(JSON.parse(settled.stdout)).toEqual({ include: [] });
  });

  test('check lists all problems with their places and exits 1', async () => {
    await writeFile(
      join(workspace.cwd, 'stacks/docker/scs/csctl.yaml'),
      'apiVersion: csctl.clusterstack.x-k8s.io/v1alpha1\nconfig:\n  kubernetesVersion: 1.30\n  clusterStackName: my-scs\n  provider:\n    type: docker\n',
    );
    const { code, report } = await runJson(['check']);
    expect(code).toBe(1);
    expect(report.stacks).toMatchObject([
      {
        stack: 'stacks/docker/scs',
        verdict: 'refuse',
        findings: [
          { code: 'kubernetes-version', file: 'stacks/docker/scs/csctl.yaml', line: 3, column: 22 },
          { code: 'name', file: 'stacks/docker/scs/csctl.yaml', line: 4, column: 21 },
        ],
      },
    ]);
    const { stdout } = await run(['check']);
    expect(stdout).toContain('stacks/docker/scs/csctl.yaml:3:22');
  });

  test('what is built without check cannot be published', async () => {
    await symlink('csctl.yaml', join(workspace.cwd, 'stacks/docker/scs/link'));
    expect((await run(['build'])).code).toBe(1);
    expect(await readdir(workspace.cwd)).not.toContain('.release');
    expect((await run(['build', '--no-check'])).code).toBe(0);
    const { code, report } = await runJson(['publish']);
    expect(code).toBe(1);
    expect(report.releases).toMatchObject([{ action: 'failed', error: { code: 'check-refused' } }]);
  });

  test('build, then publish to two layouts', async () => {
    await run(['build', '--channel', 'custom']);
    const { code, report } = await runJson(['publish', '--target', 'oci-layout:a', 'oci-layout:b']);
    expect(code).toBe(0);
    expect(report.releases).toMatchObject([
      {
        action: 'released',
        release: 'docker-scs-1-36-v0-custom-100',
        version: 'v0-custom.100',
        targets: [
          { url: 'oci-layout:a', result: 'published' },
          { url: 'oci-layout:b', result: 'published' },
        ],
      },
    ]);
  });

  test('a broken stack does not stop a good one', async () => {
    await mkdir(join(workspace.cwd, 'stacks/docker/broken'));
    await writeFile(join(workspace.cwd, 'stacks/docker/broken/csctl.yaml'), 'config: [');
    const { code, report } = await runJson(['release']);
    expect(code).toBe(1);
    expect(report.releases.map(({ action }) => action)).toEqual(['refused', 'released']);
  });

  test.each([
    ['an unknown verb', ['publsih']],
    ['an unknown flag', ['check', '--jsno']],
    ['an unknown mode', ['plan', '--mode', 'alpha']],
    ['a channel with other letters', ['plan', '--channel', 'Beta']],
    ['versions outside mode custom', ['plan', '--cluster-stack-version', 'v7']],
    ['mode custom without a version', ['plan', '--mode', 'custom']],
    ['no target', ['plan', '--target', 'ghcr.io/x/y']],
    ['a target with a tag', ['plan', '--target', 'oci://ghcr.io/x/y:latest']],
    ['a directory that is not there', ['check', 'nowhere']],
    ['no minor', ['check', '--kubernetes', 'new']],
    ['a plan that is not there', ['release', '--plan', 'plan.json']],
    ['the network, offline', ['plan', '--offline', '--target', 'oci://ghcr.io/x/y']],
    ['a user name without a password', ['plan', '--username', 'me', '--target', 'oci://ghcr.io/x/y']],
  ])('%s is wrong usage, exit 2', async (_, args) => {
    const { code, stderr } = await run(args);
    expect(stderr).not.toContain('    at ');
    expect(stderr).toMatch(/^error: /m);
    expect(code).toBe(2);
  });

  test.each<[name: string, args: readonly string[], env?: Record<string, string>]>([
    ['an unknown mode', ['plan', '--mode', 'x']],
    ['a malformed version', ['release', '--mode', 'custom', '--cluster-stack-version', '1.2.3']],
    ['a repository without a host', ['plan'], { OCI_REPOSITORY: 'org/repo' }],
  ])('%s is an error in JSON too, exit 2', async (_, args, env = {}) => {
    const { code, report } = await runJson(args, env);
    expect(code).toBe(2);
    expect(report.error?.code).toMatch(/^(?:usage|invalid-version)$/);
  });

  test('a plan goes where it was compared, with a log-in for there', async () => {
    const registry = await startRegistry({ authentication: { kind: 'basic', username: 'me', password: 'p4ss' } });
    try {
      const login = ['--username', 'me', '--password-stdin'];
      const { stdout } = await run(['plan', '--json', '--target', `oci://${registry.host}/a`, ...login], {}, 'p4ss\n');
      await writeFile(join(workspace.cwd, 'plan.json'), stdout);
      const { code } = await run(['release', '--plan', 'plan.json', ...login], {}, 'p4ss\n');
      expect([code, [...registry.manifests.keys()].includes('a:docker-scs-1-36-v1')]).toEqual([0, true]);
    } finally {
      await registry.close();
    }
  });

  test('flags beside a plan that contradict it are wrong usage', async () => {
    const { stdout } = await run(['plan', '--json']);
    await writeFile(join(workspace.cwd, 'plan.json'), stdout);
    for (const flags of [
      ['--target', 'oci-layout:other'],
      ['--mode', 'hash'],
      ['--channel', 'beta'],
    ]) {
      expect((await run(['release', '--plan', 'plan.json', ...flags])).code).toBe(2);
    }
    expect(await readdir(workspace.cwd)).toEqual(['plan.json', 'stacks']);
  });

  test('an error before any line is a top-level one in JSON', async () => {
    const { code, report } = await runJson(['release', 'nowhere']);
    expect(code).toBe(2);
    expect(report).toMatchObject({ schemaVersion: 1, releases: [], error: { code: 'no-stack' } });
  });
});

describe('with a registry', () => {
  let registry: TestRegistry;
  afterEach(() => registry.close());

  test('a first publication of n files takes at most 2n+5 requests, an unchanged rerun at most 3', async () => {
    registry = await startRegistry();
    const target = `oci://${registry.host}/stacks`;
    const first = await runJson(['release', '--target', target, '--verify', 'false']);
    expect(first.report.releases).toMatchObject([{ action: 'released', targets: [{ url: target, result: 'published' }] }]);
    // Two for each blob, the config among them, one each for the list, a last look at the name, and the tag.
    expect(registry.requests.length).toBeLessThanOrEqual(2 * 5 + 5);
    registry.requests.length = 0;
    const second = await runJson(['release', '--target', target]);
    expect(second.report.releases).toMatchObject([{ action: 'unchanged' }]);
    expect(registry.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`)).toEqual([
      'GET /v2/stacks/tags/list',
      'GET /v2/stacks/manifests/docker-scs-1-36-v1',
      expect.stringMatching(/^GET \/v2\/stacks\/blobs\/sha256:/),
    ]);
    expect([...registry.manifests.keys()].filter((key) => !key.includes('@'))).toEqual(['stacks:docker-scs-1-36-v1']);
  });

  test('what was published is read back as CSO reads it: the tag, then each file', async () => {
    registry = await startRegistry();
    await runJson(['release', '--target', `oci://${registry.host}/stacks`]);
    const after = registry.requests.slice(
      registry.requests.findIndex(({ method, path }) => method === 'PUT' && path.includes('/manifests/')) + 1,
    );
    expect(after.map(({ method, path }) => `${method} ${path.replace(/sha256:.*/, 'sha256')}`)).toEqual([
      'GET /v2/stacks/manifests/docker-scs-1-36-v1',
      ...Array(5).fill('GET /v2/stacks/blobs/sha256'),
      // Whether the tag still names it: another job may have moved it.
      'GET /v2/stacks/manifests/docker-scs-1-36-v1',
    ]);
  });

  test('mode hash asks for the list and the release when there is nothing to do', async () => {
    registry = await startRegistry();
    const args = ['release', '--mode', 'hash', '--target', `oci://${registry.host}/stacks`];
    await runJson([...args, '--verify', 'false']);
    // Two for each blob, the config among them, one each for the list, a last look at the name, and the tag.
    expect(registry.requests.length).toBeLessThanOrEqual(2 * 5 + 5);
    registry.requests.length = 0;
    const { report } = await runJson(args);
    expect(report.releases).toMatchObject([{ action: 'unchanged', targets: [{ result: 'present' }] }]);
    expect(registry.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`)).toEqual([
      'GET /v2/stacks/tags/list',
      expect.stringMatching(/^GET \/v2\/stacks\/manifests\/docker-scs-1-36-v0-sha-/),
    ]);
  });

  test.each([
    ['forbidden', 403],
    ['server-error', 500],
    ['rate-limited', 429],
  ])('%s is an error, never taken for an empty repository', async (errorCode, status) => {
    registry = await startRegistry({
      intercept: (_, response) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end('{"errors":[{"code":"DENIED","message":"no"}]}');
        return true;
      },
    });
    const { code, report } = await runJson(['release', '--target', `oci://${registry.host}/stacks`], IMPATIENT);
    expect(code).toBe(1);
    expect(report.releases).toMatchObject([{ action: 'failed', error: { code: errorCode } }]);
    expect(registry.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('where one target fails, none shows the release, and the next run finishes it', async () => {
    let broken = true;
    registry = await startRegistry({
      intercept: (request, response) => {
        if (!broken || request.method === 'GET') return false;
        response.writeHead(500).end();
        return true;
      },
    });
    const args = ['release', '--target', 'oci-layout:layout', `oci://${registry.host}/stacks`];
    const first = await runJson(args, IMPATIENT);
    expect(first.code).toBe(1);
    expect(first.report.releases).toMatchObject([
      { action: 'failed', targets: [{ result: 'failed', error: { code: 'target-withheld' } }, { result: 'failed' }] },
    ]);
    broken = false;
    const second = await runJson(args);
    expect(second.code).toBe(0);
    expect(second.report.releases).toMatchObject([
      { action: 'released', release: 'docker-scs-1-36-v1', targets: [{ result: 'published' }, { result: 'published' }] },
    ]);
  });

  test('credentials of OCI_* and flags reach their host, and no output', async () => {
    const authentication = { kind: 'basic', username: 'robot', password: 's3cr3t-pass' } as const;
    registry = await startRegistry({ authentication });
    const target = `oci://${registry.host}/stacks`;
    const runs = [
      await run(['release', '--target', target], { OCI_REGISTRY: registry.host, OCI_USERNAME: 'robot', OCI_PASSWORD: 's3cr3t-pass' }),
      await run(['release', '--target', target, '--username', 'robot', '--password-stdin'], {}, 's3cr3t-pass\n'),
      await run(['release', '--target', target, '--username', 'robot', '--password-stdin'], {}, 'wr0ng-pass\n'),
      await run(['release', '--target', target]),
    ];
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 1, 1]);
    const encoded = ['robot:s3cr3t-pass', 'robot:wr0ng-pass'].map((text) => Buffer.from(text).toString('base64'));
    for (const { stdout, stderr } of runs) {
      for (const secret of ['s3cr3t-pass', 'wr0ng-pass', ...encoded]) expect(stdout + stderr).not.toContain(secret);
    }
  });

  test('OCI_REPOSITORY is the target when none is named', async () => {
    registry = await startRegistry();
    const { report } = await runJson(['release'], { OCI_REGISTRY: registry.host, OCI_REPOSITORY: 'stacks' });
    expect(report.releases).toMatchObject([{ targets: [{ url: `oci://${registry.host}/stacks` }] }]);
    await rm(join(workspace.cwd, '.release'), { recursive: true });
  });
});
