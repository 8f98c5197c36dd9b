import { isSameSeries } from '../version/index.ts';
import type { SiteStack } from './group-releases.ts';
import type { SiteRelease } from './model.ts';
import { HOME, linePath, releasePath, stackPath, stepPath } from './paths.ts';

/** Files of the site besides its pages. */
const FILES = ['.nojekyll', 'feed.atom', 'graph.json', 'graph.schema.json', 'index.json', 'index.schema.json', 'llms.txt'];

export interface PlannedStep {
  readonly from: SiteRelease;
  readonly to: SiteRelease;
  /** Whether it leads to the release after it, on its line and channel. */
  readonly isSuccessor: boolean;
}

/** The steps from each release: to the one after it, and to those that its clusters should go to. */
export function planSteps(releases: readonly SiteRelease[]): ReadonlyMap<string, readonly PlannedStep[]> {
  const byName = new Map(releases.map((release) => [release.release, release]));
  return new Map(
    releases.map((from, index) => {
      const after = releases[index + 1];
      const successor = after !== undefined && isSameSeries(from.name, after.name) ? [after] : [];
      const targets = new Set([...successor, ...from.next.flatMap((name) => byName.get(name) ?? [])]);
      return [from.release, [...targets].map((to) => ({ from, to, isSuccessor: to === successor[0] }))];
    }),
  );
}

/** The paths of all files. */
export function planFiles(
  stacks: readonly SiteStack[],
  releases: readonly SiteRelease[],
  steps: readonly PlannedStep[],
): readonly string[] {
  const lines = stacks.flatMap((stack) => stack.lines.map(({ line }) => linePath(line)));
  const pages = [
    HOME,
    ...stacks.map(({ stack }) => stackPath(stack)),
    ...lines,
    ...releases.map(({ release }) => releasePath(release)),
    ...steps.map(({ from, to }) => stepPath({ from: from.release, to: to.release })),
  ];
  return [
    ...FILES,
    ...lines.flatMap((line) => [`${line}.atom`, `${line}.badge.json`, `${line}.svg`]),
    ...pages.flatMap((path) => [`${path}.html`, `${path}.md`]),
  ];
}
