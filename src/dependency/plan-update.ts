import { acceptsDependency, type Dependency, isExactVersion } from '../chart/index.ts';
import { judgeChart, type Knowledge } from '../compat/index.ts';
import { compareVerdicts, type Place } from '../finding.ts';
import type { ChartVersion } from '../repository/index.ts';
import type { Held, Move } from '../result.ts';
import type { StackConfig } from '../stack/index.ts';
import { formatKubernetesVersion, formatMinor, isSameMinor, type KubernetesVersion } from '../version/index.ts';
import { chooseVersion, type Opinion } from './choose-version.ts';

/** A place where the version of a chart stands, and all that take it from there. */
export interface Slot {
  readonly place: Place;
  readonly dependency: Dependency;
  readonly users: readonly SlotUser[];
  readonly versions: readonly ChartVersion[];
}

/** A line's chart that has the dependency. */
export interface SlotUser {
  readonly line: string;
  readonly folder: string;
  readonly alias?: string | undefined;
  readonly kubernetes: KubernetesVersion;
  /** The version that the lock holds. */
  readonly locked?: string | undefined;
  /** The range that stack.yaml allows for the folder. */
  readonly bound?: string | undefined;
  /** Whether the user wants this line moved. */
  readonly isSelected: boolean;
}

export interface SlotPlan {
  readonly slot: Slot;
  /** The version to lock; undefined where the range alone decides. */
  readonly version: string | undefined;
  readonly move?: Move;
  readonly held?: Held;
}

/** Decides which version a place gets: the newest that fits all lines that take it from there. */
export function planSlot(slot: Slot, knowledge: Pick<Knowledge, 'addons'>): SlotPlan {
  const { dependency, users, place, versions } = slot;
  const { name, version: written } = dependency;
  const exact = isExactVersion(written);
  const current = exact ? written : users.find(({ locked }) => locked !== undefined && meetsRange(written, locked))?.locked;
  if (!users.some(({ isSelected }) => isSelected)) return { slot, version: current };
  const bounds = [
    ...(exact ? [] : [{ range: written, shown: `the range ${written}` }]),
    // An addon that wraps several charts keeps within its range with one of them.
    ...users.flatMap(({ bound }) =>
      bound !== undefined && current !== undefined && meetsRange(bound, current)
        ? [{ range: bound, shown: `the range ${bound} of stack.yaml` }]
        : [],
    ),
  ];
  const judge = (candidate: Parameters<typeof judgeChart>[1]): Opinion =>
    worst(users.map(({ kubernetes }) => judgeChart(knowledge, candidate, kubernetes)));
  const { version, reason, held } = chooseVersion({ name, current, bounds, versions, judge });
  const lines = [...new Set(users.map(({ line }) => line))];
  const move =
    version === undefined || version === current ? undefined : { name, lines, from: current, to: version, reason, ...(exact && { place }) };
  return { slot, version, ...(move && { move }), ...(held && { held: { name, lines, ...held } }) };
}

function meetsRange(range: string, version: string): boolean {
  return acceptsDependency({ version: range }, version);
}

/** A version that does not fit one of the lines that take it from the same place does not fit. */
function worst(opinions: readonly Opinion[]): Opinion {
  const [first] = opinions.toSorted((a, b) => compareVerdicts(a.verdict, b.verdict));
  return first ?? { verdict: 'unknown', message: 'no line has it' };
}

/**
 * The newest patch of a line's Kubernetes minor among the versions that there are; undefined where the line has it.
 * @param config `isPatchKnown: false` where no patch is known
 */
export function planKubernetes(
  line: string,
  { kubernetes, isPatchKnown }: Pick<StackConfig, 'kubernetes' | 'isPatchKnown'>,
  versions: readonly KubernetesVersion[],
): Move | undefined {
  const patches = versions.filter((version) => isSameMinor(version, kubernetes)).map(({ patch }) => patch);
  const patch = Math.max(-1, ...patches);
  if (patch < 0 || (isPatchKnown && patch <= kubernetes.patch)) return undefined;
  return {
    name: 'Kubernetes',
    lines: [line],
    from: isPatchKnown ? formatKubernetesVersion(kubernetes) : undefined,
    to: formatKubernetesVersion({ ...kubernetes, patch }),
    reason: `the newest patch of ${formatMinor(kubernetes)}`,
  };
}
