import type { Choice } from './choice.ts';
import { type Combination, combineParts, compareCombinations } from './combine-parts.ts';
import { describeChoices } from './describe-choices.ts';
import { type Fact, listFacts } from './facts.ts';
import { listProviders } from './fit-parts.ts';
import { listPoints, type Point, runsOn } from './point.ts';
import type { Tables, Wanted } from './wanted.ts';

export type Solution =
  | {
      readonly kind: 'solved';
      readonly choices: readonly Choice[];
      /** The minors of Kubernetes 1 that a management cluster with all of them may have: the first and the last. */
      readonly kubernetes: readonly [number, number];
    }
  /** Facts that leave no management cluster together, and would leave some if any one of them were not: two, nearly always. */
  | { readonly kind: 'impossible'; readonly facts: readonly string[] };

/** Chooses what a management cluster runs: each part as new as the releases, CSO and the other parts allow, in this order: CSO, Cluster API, providers, all else. */
export function solve(wanted: Wanted, tables: Tables): Solution {
  const points = listPoints(tables);
  const facts = listFacts(wanted, tables);
  const providers = listProviders(wanted, tables);
  const possible = points.filter((point) => facts.every(({ allows }) => allows(point)));
  const combined = possible.flatMap((point) => combineParts(point, providers, wanted, tables) ?? []);
  const [first] = combined;
  if (first === undefined) {
    return {
      kind: 'impossible',
      facts: possible.length > 0 ? describeInstallers(possible, tables) : explainConflict(facts, points).map(({ text }) => text),
    };
  }
  const best = combined
    .filter(({ cso, core }) => cso === first.cso && core === first.core)
    .reduce((a, b) => (compareCombinations(b, a) > 0 ? b : a));
  const minors = listMinors(best, possible);
  const range = [Math.min(...minors), Math.max(...minors)] as const;
  return { kind: 'solved', choices: describeChoices(best, wanted, tables, facts, points), kubernetes: range };
}

/** Each part alone fits, and only what installs them takes them not together. */
function describeInstallers(possible: readonly Point[], { management: { operator } }: Tables): readonly string[] {
  const cores = [...new Map(possible.map(({ core }) => [core.release, `${core.release} is of contract ${core.contract}`])).values()];
  const { version, contracts = [] } = operator.at(-1) ?? {};
  return [
    `${cores.join(', ')}, and providers of it or of the one before`,
    `no known release of the Cluster API operator takes them together; ${version}, the newest, takes ${contracts.join(' and ')}`,
  ];
}

/** The minors of Kubernetes that every part of a combination runs on. */
function listMinors({ cso, core, components }: Combination, possible: readonly Point[]): readonly number[] {
  return possible
    .filter((point) => point.cso === cso && point.core === core)
    .map(({ kubernetes }) => kubernetes)
    .filter((kubernetes) => [...components.values()].every((component) => runsOn(component.kubernetes, kubernetes)));
}

/** A smallest set of facts that leave no point: one by one, those that the others do without are dropped. */
function explainConflict(facts: readonly Fact[], points: readonly Point[]): readonly Fact[] {
  const collides = (some: readonly Fact[]) => !points.some((point) => some.every(({ allows }) => allows(point)));
  for (const [index, fact] of facts.entries()) {
    if (collides([fact])) return [fact];
    const other = facts.slice(index + 1).find((one) => collides([fact, one]));
    if (other !== undefined && !collides([other])) return [fact, other];
  }
  return facts.reduce<readonly Fact[]>((left, fact) => {
    const without = left.filter((one) => one !== fact);
    return collides(without) ? without : left;
  }, facts);
}
