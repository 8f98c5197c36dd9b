import { execFileSync, spawn } from 'node:child_process';
import { delimiter, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRegistry, type TestRegistry } from '../support/registry.ts';
import { PROGRAMS } from '../support/start-cli.ts';
import { createWorkspace } from './run.ts';

const reason = findReason();
/** One redraw of the live line: elapsed time, then bytes once there are any, then what goes on. */
const LIVE = /\r\u001b\[2K\d+\.\d s {2}(?:(?:sent \S+ k?B, )?received \S+ k?B {2})?docker-scs-1-\d+/;
const COLOR = /\u001b\[3[0-9]m/;

describe.skipIf(reason !== '')(`in a pseudo-terminal${reason}`, () => {
  let workspace: Awaited<ReturnType<typeof createWorkspace>>;
  let registry: TestRegistry;
  beforeAll(async () => {
    [workspace, registry] = await Promise.all([createWorkspace(), startRegistry({})]);
  });
  afterAll(() => Promise.all([workspace.remove(), registry.close()]));

  /** All that the terminal was sent, standard output and error alike. */
  function show(flags: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<string> {
    const words = [process.execPath, resolve('dist/cli.js'), 'plan', 'stacks/docker/scs', '--target', `oci://${registry.host}/o/stacks`];
    const { cwd } = workspace;
    return new Promise((done, fail) => {
      const child = spawn('script', ['-qec', [...words, ...flags].join(' '), '/dev/null'], {
        cwd,
        env: { PATH: PROGRAMS.join(delimiter), HOME: cwd, SHELL: '/bin/sh', TERM: 'xterm', ...variables },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let shown = '';
      child.stdout.on('data', (chunk: Buffer) => {
        shown += chunk.toString();
      });
      child.on('error', fail);
      child.on('close', (code) => (code === 0 ? done(shown) : fail(new Error(`code ${code}: ${shown}`))));
    });
  }

  /** What of it a terminal shows, by its properties. */
  const judge = (shown: string) => ({
    live: LIVE.test(shown),
    progress: shown.includes('docker-scs-1-35: checking') || shown.includes('building and comparing'),
    requests: /(?:^|\r\u001b\[2K)GET http:\/\/127\.0\.0\.1:\d+\/v2\/o\/stacks\/tags\/list\S*: 404 in \d+ ms/m.test(shown),
    color: COLOR.test(shown),
    escapes: shown.includes('\u001b'),
    result: shown.includes('planned'),
  });
  const NORMAL = { live: true, progress: true, requests: false, color: true, escapes: true, result: true };

  test.each<[name: string, flags: readonly string[], variables: Record<string, string>, differing: Partial<typeof NORMAL>]>([
    ['nothing', [], {}, {}],
    ['-q', ['-q'], {}, { live: false, progress: false }],
    ['-v', ['-v'], {}, { requests: true }],
    ['NO_COLOR', [], { NO_COLOR: '1' }, { color: false }],
    ['NO_COLOR and -q', ['-q'], { NO_COLOR: '1' }, { live: false, progress: false, color: false, escapes: false }],
    ['FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, { color: false }],
    ['TERM=dumb', [], { TERM: 'dumb' }, { live: false, color: false, escapes: false }],
    ['TERM=dumb and -v', ['-v'], { TERM: 'dumb' }, { live: false, requests: true, color: false, escapes: false }],
    ['TERM=dumb and FORCE_COLOR', [], { TERM: 'dumb', FORCE_COLOR: '1' }, { live: false }],
  ])('with %s', async (_, flags, variables, differing) => {
    expect(judge(await show(flags, variables))).toEqual({ ...NORMAL, ...differing });
  });

  test('the live line is gone at the end', async () => {
    const shown = await show([]);
    expect(shown.slice(shown.lastIndexOf(' s  '))).toMatch(/^[^\n]*\r\u001b\[2K\u001b\[32mplanned/);
  });
});

/** Empty where there is util-linux's `script`; other systems' have other flags. */
function findReason(): string {
  try {
    if (execFileSync('script', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).includes('util-linux')) return '';
  } catch {
    // Told below, as another `script` is.
  }
  return ' (skipped: there is no script of util-linux)';
}
