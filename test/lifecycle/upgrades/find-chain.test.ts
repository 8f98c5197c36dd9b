import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EdgeVerdict, findChain, listCandidates, parseStates, type ReleaseStates, stateOf } from '../../../src/lifecycle/index.ts';
import { judgeNames } from '../../../src/lifecycle/upgrades/judge-names.ts';
import { formatReleaseName, parseReleaseName, type ReleaseName, requireReleaseName } from '../../../src/version/index.ts';

const release = (minor: number, major: number) => requireReleaseName(`a-b-1-${minor}-v${major}`);

interface World {
  readonly releases: readonly ReleaseName[];
  readonly verdicts: ReadonlyMap<string, EdgeVerdict>;
  readonly states: ReleaseStates;
}

/** Releases of some minors, each step with a verdict of its own, barriers, risks and withdrawn releases among them. */
const world: fc.Arbitrary<{ readonly counts: readonly number[]; readonly seed: readonly number[]; readonly file: string }> = fc
  .record({
    counts: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 }),
    seed: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 60, maxLength: 60 }),
    barriers: fc.array(fc.tuple(fc.integer({ min: 30, max: 33 }), fc.integer({ min: 1, max: 4 })), { maxLength: 3 }),
    withdrawn: fc.array(fc.tuple(fc.integer({ min: 30, max: 33 }), fc.integer({ min: 1, max: 4 })), { maxLength: 3 }),
    risky: fc.array(fc.tuple(fc.integer({ min: 30, max: 33 }), fc.integer({ min: 1, max: 4 })), { maxLength: 2 }),
  })
  .map(({ counts, seed, barriers, withdrawn, risky }) => {
    const name = ([minor, major]: readonly [number, number]) => `a-b-1-${minor}-v${major}`;
    const lines = [
      'barriers:',
      ...barriers.map((one) => `  - {release: ${name(one)}, reason: r}`),
      'states:',
      ...withdrawn.map((one) => `  - {release: ${name(one)}, state: withdrawn, since: 2026-01-01, reason: r}`),
      'risks:',
      ...risky.map((one) => `  - {to: ${name(one)}, name: risky, message: m}`),
    ].filter((line, index, all) => line.startsWith(' ') || all[index + 1]?.startsWith(' '));
    return { counts, seed, file: `${lines.join('\n')}\n` };
  });

async function build({
  counts,
  seed,
  file,
}: {
  readonly counts: readonly number[];
  readonly seed: readonly number[];
  readonly file: string;
}): Promise<World> {
  const releases = counts.flatMap((count, index) => Array.from({ length: count }, (_, major) => release(30 + index, major + 1)));
  const states = await parseStates('releases.yaml', Buffer.from(file));
  const verdicts = new Map<string, EdgeVerdict>();
  let at = 0;
  for (const from of releases) {
    for (const to of listCandidates(from, releases)) {
      const told = judgeNames(states, from, to, stateOf(states, formatReleaseName(to), '2026-11-28', {}));
      const die = seed[at++ % seed.length] ?? 0;
      const content: EdgeVerdict = die < 3 ? 'refused' : die < 6 ? 'conditional' : 'ok';
      const isRefused = content === 'refused' || told.some(({ verdict }) => verdict === 'refuse');
      verdicts.set(
        `${formatReleaseName(from)} ${formatReleaseName(to)}`,
        isRefused ? 'refused' : told.length > 0 ? 'conditional' : content,
      );
    }
  }
  return { releases, verdicts, states };
}

const verdictOf = ({ verdicts }: World, from: ReleaseName, to: ReleaseName) =>
  verdicts.get(`${formatReleaseName(from)} ${formatReleaseName(to)}`) ?? 'refused';

/** The fewest steps, and of those ways the fewest conditional ones: every way is tried. */
function bruteForce(its: World, from: ReleaseName, to: ReleaseName): readonly [steps: number, conditional: number] | undefined {
  if (from === to) return [0, 0];
  const ways = its.releases.flatMap((next) => {
    const verdict = verdictOf(its, from, next);
    const rest = verdict === 'refused' ? undefined : bruteForce(its, next, to);
    return rest === undefined ? [] : [[rest[0] + 1, rest[1] + (verdict === 'conditional' ? 1 : 0)] as const];
  });
  return ways.sort((a, b) => a[0] - b[0] || a[1] - b[1])[0];
}

test('the chain is as short as brute force finds it, passes no barrier, and judges no step twice', async () => {
  await fc.assert(
    fc.asyncProperty(world, fc.nat(), fc.nat(), async (made, first, second) => {
      const its = await build(made);
      const { releases } = its;
      fc.pre(releases.length > 0);
      const from = releases[first % releases.length] ?? release(30, 1);
      const to = releases[second % releases.length] ?? release(30, 1);
      const judged: string[] = [];
      const chain = await findChain(from, to, {
        keyOf: formatReleaseName,
        candidates: (node) => listCandidates(node, releases),
        judge: async (before, after) => {
          judged.push(`${formatReleaseName(before)} ${formatReleaseName(after)}`);
          return verdictOf(its, before, after);
        },
        estimate: ({ line }) => Math.max(0, to.line.kubernetes.minor - line.kubernetes.minor),
      });
      const steps = chain?.slice(1).map((node, index) => verdictOf(its, chain[index] ?? from, node));
      const found = steps && [steps.length, steps.filter((verdict) => verdict === 'conditional').length];
      expect(found).toEqual(bruteForce(its, from, to));
      expect(steps ?? []).not.toContain('refused');
      expect(new Set(judged).size).toBe(judged.length);
    }),
    { numRuns: 300 },
  );
});

test.each<[from: string, candidates: readonly string[]]>([
  ['a-b-1-30-v1', ['a-b-1-30-v10', 'a-b-1-30-v2', 'a-b-1-31-v1']],
  ['a-b-1-30-v2', ['a-b-1-30-v10', 'a-b-1-31-v1']],
  ['a-b-1-30-v0-beta-100', ['a-b-1-30-v0-beta-101', 'a-b-1-31-v0-beta-100']],
  ['a-b-1-31-v1', []],
  ['a-b-1-32-v1', []],
  ['a-c-1-30-v1', []],
])('from %s a cluster may go to %j', (from, candidates) => {
  const names = [
    'a-b-1-30-v1',
    'a-b-1-30-v2',
    'a-b-1-30-v10',
    'a-b-1-30-v0-beta-100',
    'a-b-1-30-v0-beta-101',
    'a-b-1-31-v1',
    'a-b-1-31-v0-beta-100',
    'a-b-2-31-v1',
    'c-b-1-31-v1',
    'a-c-1-30-v1',
  ];
  const all = names.flatMap((name) => parseReleaseName(name) ?? []);
  expect(listCandidates(requireReleaseName(from), all).map(formatReleaseName)).toEqual(candidates);
});
