import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startRegistry, type TestRegistry } from '../support/registry.ts';
import { createWorkspace, run } from './run.ts';

const LOGIN = { username: 'me', password: 'hunter2' };

let workspace: Awaited<ReturnType<typeof createWorkspace>>;
let registry: TestRegistry;
beforeEach(async () => {
  workspace = await createWorkspace();
  registry = await startRegistry({ authentication: { kind: 'basic', ...LOGIN } });
});
afterEach(async () => {
  await registry.close();
  await workspace.remove();
});

const doctor = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  run('cli', ['doctor', ...args], { cwd: workspace.cwd, env: { CLUSTERSTACK_RETRIES: '0', ...env } });
const asMe = () => ({ OCI_REGISTRY: registry.host, OCI_USERNAME: LOGIN.username, OCI_PASSWORD: LOGIN.password });

async function diagnose(args: readonly string[], env?: Readonly<Record<string, string>>) {
  const { code, stdout } = await doctor([...args, '--json'], env);
  const { targets } = JSON.parse(stdout) as { targets: Record<string, { code: string } | string | number>[] };
  const brief = (value: unknown) => (typeof value === 'object' && value !== null && 'code' in value ? value.code : value);
  return { code, targets: targets.map((target) => Object.fromEntries(Object.entries(target).map(([key, value]) => [key, brief(value)]))) };
}

describe('doctor', () => {
  test('tells what may be read and written at a registry and on disk, and leaves nothing there', async () => {
    await run('cli', ['release', 'stacks/docker/scs', '--no-vendor', '--target', 'oci-layout:out'], { cwd: workspace.cwd });
    const { code, targets } = await diagnose([`oci://${registry.host}/stacks`, 'oci-layout:out'], asMe());
    expect(targets).toEqual([
      { url: `oci://${registry.host}/stacks`, read: 'ok', write: 'ok', releases: 0, login: 'me, by OCI_* variables or --username' },
      { url: 'oci-layout:out', read: 'ok', write: 'ok', releases: 1, login: 'yourself, on this disk' },
    ]);
    expect(code).toBe(0);
    expect([registry.blobs.size, registry.manifests.size]).toEqual([0, 0]);
  });

  test.each([
    ['without a login', () => ({})],
    ['with a wrong one', () => ({ ...asMe(), OCI_PASSWORD: 'wrong' })],
  ])('%s: neither, and exit code 1', async (_, env) => {
    const { code, targets } = await diagnose([`oci://${registry.host}/stacks`], env());
    expect(targets).toMatchObject([{ read: 'unauthorized', write: 'unauthorized' }]);
    expect([code, targets[0]?.['releases']]).toEqual([1, undefined]);
  });

  test('a server that may be read and not written', async () => {
    await registry.close();
    registry = await startRegistry({
      intercept: ({ method }, response) => {
        if (method !== 'POST') return false;
        response.writeHead(403).end();
        return true;
      },
    });
    const { code, targets } = await diagnose([`oci://${registry.host}/stacks`]);
    expect(targets).toMatchObject([{ read: 'ok', write: 'forbidden', releases: 0 }]);
    expect(code).toBe(1);
  });

  test('a target that cannot be reached does not hide the others', async () => {
    const { code, targets } = await diagnose(['oci://127.0.0.1:1/x', `oci://${registry.host}/stacks`], asMe());
    expect(targets).toMatchObject([
      { read: 'unreachable', write: 'unreachable' },
      { read: 'ok', write: 'ok' },
    ]);
    expect(code).toBe(1);
  });

  test('names tool, Node, cache and the login that docker stored, and never the password', async () => {
    await mkdir(join(workspace.cwd, '.docker'));
    const auth = Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString('base64');
    await writeFile(join(workspace.cwd, '.docker/config.json'), JSON.stringify({ auths: { [registry.host]: { auth } } }));
    const cache = join(workspace.cwd, '../own-cache');
    const { code, stdout, stderr } = await doctor([`oci://${registry.host}/stacks`], { CLUSTERSTACK_CACHE: cache });
    expect(stdout).toMatch(/^tool {4}clusterstack \d+\.\d+\.\d+$/m);
    expect(stdout).toContain(`node    ${process.version}`);
    expect(stdout).toContain('helm    none on the PATH');
    expect(stdout).toContain(`cache   ${cache}`);
    expect(stdout).toMatch(/^ {2}as {6}.*config\.json/m);
    expect([code, stdout.includes(LOGIN.password), stdout.includes(auth), stderr.includes(LOGIN.password)]).toEqual([
      0,
      false,
      false,
      false,
    ]);
  });
});
