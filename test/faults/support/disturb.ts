import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect } from 'vitest';
import { release } from '../../../src/release.ts';
import type { ReleaseRequest, Runtime } from '../../../src/request.ts';
import type { LineReport } from '../../../src/result.ts';
import { createFaultyFetch, type Fault } from '../../support/faulty-fetch.ts';
import { buildContent } from '../../support/release-builder.ts';
import { PROGRAMS } from '../../support/start-cli.ts';
import type { CommittedStack } from './stack.ts';
import { expectSound, type Setting, type State, type World, withWorld } from './world.ts';

type Fetch = NonNullable<Runtime['fetch']>;
type FaultyFetch = ReturnType<typeof createFaultyFetch>;

/** The fault: one request, or everything from it on. */
export type Trouble = Fault | 'outage';

/** A verb that publishes: what it is asked for besides targets, and the release that it makes. */
export interface DisturbedVerb {
  readonly run: (targets: readonly string[], output: string, runtime: Runtime) => Promise<{ readonly releases: readonly LineReport[] }>;
  readonly release: string;
}

export interface Disturbance {
  readonly setting: Setting;
  readonly stack: CommittedStack;
  /** `release` of the stack, unless given. */
  readonly verb?: DisturbedVerb;
  readonly trouble: Trouble;
  /** Tries in all; with one, whatever goes wrong once ends the run. */
  readonly attempts: number;
  readonly more?: Partial<ReleaseRequest>;
}

/** The release of the stack's line that is published already, with other content. */
export const buildEarlier = () => buildContent('v1', { 'cluster-class/values.yaml': 'earlier: 1\n' });

const direct: Fetch = (url, init) => fetch(url, init);

/**
 * Runs a release once for each of its requests, which goes wrong in the way that is asked for, and once more without
 * trouble. Nothing may be wrong at the targets at any moment, and the end is that of a run that never failed.
 * @returns how many runs were disturbed
 */
export async function disturbEveryRequest({ setting: given, stack, trouble, attempts, more = {}, verb }: Disturbance): Promise<number> {
  const setting = { ...given, ...(given.github && { github: { ...given.github, commits: [stack.commit] } }) };
  const earlier = await buildEarlier();
  const output = mkdtempSync(join(tmpdir(), 'clusterstack-faults-'));
  const releaseStack: DisturbedVerb['run'] = (targets, folder, runtime) =>
    release({ mode: { kind: 'stable' }, targets, stacks: [stack.directory], output: folder, ...more }, runtime);
  const run = (world: World, fetch: Fetch, tries: number, timeout = 5000) =>
    runVerb(world, { fetch, timeout, tries }, verb?.run ?? releaseStack, output);

  try {
    const undisturbed = createFaultyFetch(direct, 0, 'drop-before');
    const expected = await withWorld(setting, earlier, async (world) => {
      expect(await run(world, undisturbed.fetch, 1)).toMatchObject({ action: 'released', release: verb?.release ?? 'docker-demo-1-32-v2' });
      const state = world.state();
      expectSound(world, state, 'undisturbed');
      return state;
    });

    const count = undisturbed.count();
    for (let at = 1; at <= count; at++) {
      await withWorld(setting, earlier, async (world) => {
        const when = `${trouble} at request ${at} of ${count}`;
        const seen: string[] = [];
        const faulty = createTrouble(at, trouble, async (url, init) => {
          const response = await direct(url, init);
          seen.push(...world.findViolations(expected));
          return response;
        });
        const line = await run(world, faulty.fetch, attempts, trouble === 'delay' ? 60 : 5000);
        expect(seen, when).toEqual([]);
        expectSound(world, expected, when);
        expectTruth(world, line, when);
        // One fault of those that may pass ends no run that tries again.
        if (attempts > 1 && trouble !== 'status-401' && trouble !== 'outage') expect(line, when).toMatchObject({ action: 'released' });

        const again = await run(world, direct, 1);
        expect(again.error, `after ${when}`).toBeUndefined();
        expectSound(world, expected, `after ${when}`);
        expect(world.state(), `after ${when}`).toEqual(expected);
      });
    }
    return count;
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function createTrouble(at: number, trouble: Trouble, real: Fetch): FaultyFetch {
  if (trouble !== 'outage') return createFaultyFetch(real, at, trouble);
  let count = 0;
  return {
    count: () => count,
    fetch: (url, init) => {
      if (!url.startsWith('https:')) count++;
      return count < at ? real(url, init) : createFaultyFetch(real, 1, 'drop-before').fetch(url.replace(/^https:/, 'http:'), init);
    },
  };
}

interface Way {
  readonly fetch: Fetch;
  readonly timeout: number;
  readonly tries: number;
}

async function runVerb(
  { targets, github }: World,
  { fetch, timeout, tries }: Way,
  run: DisturbedVerb['run'],
  output: string,
): Promise<LineReport> {
  // Not at once, so that others get their turn as they would.
  const sleep = () => new Promise<void>((resolve) => setTimeout(resolve, 1));
  const report = await run(targets, output, {
    today: '2026-11-23',
    programs: PROGRAMS.join(delimiter),
    fetch,
    timeout,
    retry: { attempts: tries, sleep },
    credentials: () => Promise.resolve({ kind: 'basic', username: 'user', password: 'password' }),
    ...(github && { github: { apiUrl: github.apiUrl, token: github.token } }),
  });
  const [line] = report.releases;
  if (line === undefined) throw new Error(JSON.stringify(report));
  return line;
}

/** Expects that a run's words about each target are true. */
function expectTruth(world: World, { release: name = '', action, targets }: LineReport, when: string): void {
  const { tags = {}, releases = [] } = world.state();
  for (const { url, result, error } of targets) {
    const isVisible = url.startsWith('oci:') ? tags[name] !== undefined : releases.some(({ tag }) => tag === name);
    if (result !== 'failed') expect(isVisible, `${when}: ${url} is said to have ${name}`).toBe(true);
    if (error?.code === 'target-withheld') expect(isVisible, `${when}: ${url} is said to show nothing`).toBe(false);
  }
  if (action === 'released') expect(targets.map(({ result }) => result)).not.toContain('failed');
}

export type { State };
