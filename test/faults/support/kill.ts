import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { FakeGitHub } from '../../support/github/index.ts';
import { type Cli, type CliResult, readLine, startCli } from '../../support/start-cli.ts';
import { buildEarlier } from './disturb.ts';
import type { CommittedStack } from './stack.ts';
import { expectSound, type Setting, type State, type World, withWorld } from './world.ts';

/** A kill at a request: before the server acts, or with what it answers thrown away. */
export interface Blow {
  readonly at: number;
  readonly isActed: boolean;
  readonly signal: NodeJS.Signals;
}

export interface Killing {
  readonly setting: Setting;
  readonly stack: CommittedStack;
  /** Chooses among all requests of a run that is not killed. */
  readonly choose: (count: number) => readonly Blow[];
  /** Expectations of the process that was hit. */
  readonly check: (result: CliResult, when: string) => void;
}

/** Called at every request to either target; true leaves the request without an answer. */
type Hook = (count: number) => boolean;

/**
 * Kills the built CLI at requests of a release, looks at the targets, and runs the same again.
 * @returns how often
 */
export async function killAtRequests({ setting, stack, choose, check }: Killing): Promise<number> {
  const earlier = await buildEarlier();
  let expected: State = {};
  let count = 0;
  await withHookedWorld(setting, stack, async (world, hook) => {
    hook(() => {
      count++;
      return false;
    });
    expect(readLine(await startRelease(world, stack).result)).toMatchObject({ action: 'released', release: 'docker-demo-1-32-v2' });
    expected = world.state();
  });

  const blows = choose(count);
  for (const { at, isActed, signal } of blows) {
    await withHookedWorld(setting, stack, async (world, hook) => {
      const when = `${signal} at request ${at} of ${count}${isActed ? ', which acted' : ''}`;
      const cli = startRelease(world, stack);
      hook((number) => {
        if (number !== at) return number > at;
        cli.child.kill(signal);
        return !isActed;
      });
      const result = await cli.result;
      hook(() => false);
      check(result, when);
      expectSound(world, expected, when);
      const again = await startRelease(world, stack).result;
      expect([again.code, again.stderr.includes('warning')], `after ${when}: ${again.stdout}${again.stderr}`).toEqual([0, false]);
      expectSound(world, expected, `after ${when}`);
      expect(world.state(), `after ${when}`).toEqual(expected);
    });
  }
  return blows.length;

  async function withHookedWorld(
    given: Setting,
    { commit }: CommittedStack,
    work: (world: World, set: (hook: Hook) => void) => Promise<void>,
  ) {
    let hook: Hook = () => false;
    let requests = 0;
    const hooked: Setting = {
      ...(given.registry && { registry: { ...given.registry, intercept: () => hook(++requests) } }),
      ...(given.github && {
        github: { ...given.github, commits: [commit], intercept: () => (hook(++requests) ? new Promise(() => {}) : undefined) },
      }),
    };
    await withWorld(hooked, earlier, (world) =>
      work(world, (next) => {
        hook = next;
        requests = 0;
      }),
    );
  }
}

/** Runs `release` to a world's targets, in a folder of its own. */
function startRelease({ targets, github }: World, stack: CommittedStack): Cli {
  const cwd = mkdtempSync(join(tmpdir(), 'clusterstack-killed-'));
  const args = ['release', stack.directory, '--json', ...targets.flatMap((target) => ['--target', target])];
  const cli = startCli(args, { cwd, env: { CLUSTERSTACK_RETRIES: '0', ...loginOf(github) } });
  return { ...cli, result: cli.result.finally(() => rmSync(cwd, { recursive: true, force: true })) };
}

export function loginOf(github: Pick<FakeGitHub, 'apiUrl' | 'token'> | undefined): Record<string, string> {
  return github === undefined ? {} : { GITHUB_API_URL: github.apiUrl, GITHUB_TOKEN: github.token };
}
