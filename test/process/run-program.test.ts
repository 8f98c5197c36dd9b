import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeEnding, findPrograms, type Limits, runProgram, withoutOwnSecrets } from '../../src/process/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const LIMITS: Limits = { time: 1000, output: 1000 };

function sh(script: string, more: { limits?: Limits; env?: Readonly<Record<string, string>>; input?: string; cwd?: string } = {}) {
  return runProgram({ path: '/bin/sh', args: ['-c', script], env: {}, cwd: '/', limits: LIMITS, ...more });
}

/** Whether a process is there and no zombie. */
function isRunning(pid: number): boolean {
  const status = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  return status !== '' && !status.startsWith('Z');
}

describe('a program', () => {
  test('ends by itself, with its output and its input', async () => {
    expect(await sh('cat; echo oops >&2; exit 3', { input: 'hello' })).toEqual({
      kind: 'done',
      code: 3,
      stdout: 'hello',
      stderr: 'oops\n',
    });
  });

  test('sees what it is given of the environment, and no more', async () => {
    const { stdout } = await runProgram({
      path: '/usr/bin/env',
      args: [],
      env: { A: '1' },
      cwd: '/',
      limits: { ...LIMITS, memory: 2 ** 32 },
    });
    expect(stdout.split('\n').filter((line) => !/^(?:PWD|OLDPWD|SHLVL|_)=|^$/.test(line))).toEqual(['A=1']);
  });

  test.each([undefined, 2 ** 32])('that hangs is killed with all that it has started (memory: %s)', async (memory) => {
    const file = join(temporaryDirectory(), 'pid');
    const started = performance.now();
    const limits = { ...LIMITS, ...(memory !== undefined && { memory }) };
    const ending = await sh(`trap '' TERM HUP INT; sleep 60 & echo $! > ${file}; echo first; wait`, { limits });
    expect(ending).toEqual({ kind: 'timed-out', stdout: 'first\n', stderr: '' });
    expect(describeEnding(ending, limits)).toBe('did not end within 1 seconds');
    expect(performance.now() - started).toBeLessThan(5000);
    expect(isRunning(Number(readFileSync(file, 'utf8')))).toBe(false);
  });

  test('leaves nothing behind when it ends itself', async () => {
    const file = join(temporaryDirectory(), 'pid');
    expect(await sh(`sleep 60 >/dev/null 2>&1 & echo $! > ${file}`)).toMatchObject({ kind: 'done', code: 0 });
    expect(isRunning(Number(readFileSync(file, 'utf8')))).toBe(false);
  });

  test('that writes without end is cut off; of its errors the rest is dropped', async () => {
    expect(await sh('while :; do echo 0123456789; done')).toMatchObject({ kind: 'too-much-output' });
    expect(await sh('yes | head -c 100000 >&2')).toMatchObject({ kind: 'done', code: 0 });
  });

  test.skipIf(process.platform !== 'linux')('that takes memory without end is stopped', async () => {
    const script = 'let all = []; for (;;) all.push(Buffer.alloc(2 ** 24, 1))';
    const limits = { time: 20_000, output: 100_000, memory: 2 ** 31 };
    const ending = await runProgram({ path: process.execPath, args: ['-e', script], env: {}, cwd: '/', limits });
    expect(ending.kind === 'killed' || (ending.kind === 'done' && ending.code !== 0)).toBe(true);
  });

  test('that is killed, and one that is not there', async () => {
    expect(await sh('kill -9 $$')).toEqual({ kind: 'killed', signal: 'SIGKILL', stdout: '', stderr: '' });
    expect(await runProgram({ path: '/not/there', args: [], env: {}, cwd: '/', limits: LIMITS })).toMatchObject({ kind: 'not-started' });
    expect(await sh('true', { cwd: '/not/there' })).toMatchObject({ kind: 'not-started' });
    expect(await sh('true', { env: { A: 'x\0y' } })).toMatchObject({ kind: 'not-started' });
  });
});

test('programs are looked for in absolute folders, and never in a stack', () => {
  const root = temporaryDirectory();
  for (const folder of ['good', 'stack/bin', 'empty']) mkdirSync(join(root, folder), { recursive: true });
  for (const file of ['good/git', 'stack/bin/git']) writeFileSync(join(root, file), '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(join(root, 'empty/git'), 'no program');
  writeFileSync(join(root, 'stack/csctl.yaml'), '');
  symlinkSync(join(root, 'stack/bin'), join(root, 'link'));
  const path = ['', '.', relative('', join(root, 'good')), 'empty', 'stack/bin', 'link', 'good'].map((folder) =>
    /^(?:|\.|\.\..*)$/.test(folder) ? folder : join(root, folder),
  );
  expect(findPrograms('git', path.join(':'))).toEqual([join(root, 'good/git')]);
});

test('what the user configured does not see what is ours', () => {
  const theirs = { PATH: '/bin', HOME: '/home/me', AWS_PROFILE: 'a', HTTPS_PROXY: 'http://p', GITHUB_ACTIONS: 'true' };
  const ours = {
    GITHUB_TOKEN: 'x',
    GH_TOKEN: 'x',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x',
    ACTIONS_RUNTIME_TOKEN: 'x',
    OCI_PASSWORD: 'x',
    OCI_ACCESS_TOKEN: 'x',
    CLUSTERSTACK_AUTH_FOO: 'x',
    'INPUT_GITHUB-TOKEN': 'x',
  };
  expect(withoutOwnSecrets({ ...theirs, ...ours, UNSET: undefined })).toEqual(theirs);
});
