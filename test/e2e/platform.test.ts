import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { run } from './run.ts';

/** Node that takes this machine for one of Windows. */
const WINDOWS = { NODE_OPTIONS: `--import=data:text/javascript,Object.defineProperty(process,'platform',{value:'win32'})` };
const SAID = 'clusterstack runs on Linux and macOS; on Windows, run it through WSL: https://aka.ms/wsl';

test('on Windows, the command says at once where it runs', async () => {
  const cwd = tmpdir();
  expect(await run('cli', ['check', 'nowhere'], { cwd, env: WINDOWS })).toEqual({ code: 2, stdout: '', stderr: `error: ${SAID}\n` });
  expect((await run('cli', ['--version'], { cwd, env: WINDOWS })).code).toBe(0);
});

test('on Windows, the Action says at once where it runs', async () => {
  const { code, stdout } = await run('action', [], { cwd: tmpdir(), env: WINDOWS });
  expect([code, stdout]).toEqual([1, expect.stringContaining(`::error::${SAID}; in a workflow: runs-on: ubuntu-latest`)]);
});
