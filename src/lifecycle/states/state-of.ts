import { getOwn } from '../../data.ts';
import { groupBy } from '../../group-by.ts';
import { oncePer } from '../../once.ts';
import { formatMinor, parseReleaseName } from '../../version/index.ts';
import type { DatedState, ReleaseState, ReleaseStates } from './model.ts';

/** The last day that Kubernetes supports a minor, by minor: `endOfLife` of the knowledge about Kubernetes. */
export type EndOfLife = Readonly<Record<string, string>>;

/**
 * The state of a release on a day: the latest that releases.yaml dates, but `expired` past the end of life of its Kubernetes
 * minor, and where nothing is told `supported`, or `unknown` without any releases.yaml. Withdrawn and removed stay what they are.
 * @param release `openstack-scs-1-32-v4`
 * @param today `2026-11-23`
 */
export function stateOf(states: ReleaseStates, release: string, today: string, endOfLife: EndOfLife): ReleaseState {
  const told = sortStates(states)
    .get(release)
    ?.findLast(({ since }) => since <= today);
  const state: ReleaseState = told === undefined ? { name: states.files.length === 0 ? 'unknown' : 'supported' } : withoutPlace(told);
  const end = endOfLifeOf(release, endOfLife);
  if (isWithdrawn(state) || state.name === 'expired' || end === undefined || today <= end) return state;
  const { replacedBy, url } = state;
  const reason = `Kubernetes supported this minor until ${end}`;
  return { name: 'expired', since: nextDay(end), reason, ...(url && { url }), ...(replacedBy && { replacedBy }) };
}

interface Told {
  readonly name: string;
  readonly since?: string | undefined;
  readonly reason?: string | undefined;
}

/** `withdrawn since 2026-11-01: its certificates are wrong` */
export function describeState({ name, since, reason }: Told): string {
  return `${name}${since === undefined ? '' : ` since ${since}`}${reason === undefined ? '' : `: ${reason}`}`;
}

/** The entries of each release, the latest last: a file may have as many as a source has releases, and each is asked for. */
const sortStates = oncePer(({ states }: ReleaseStates) => groupBy(states.toSorted(compareSince), ({ release }) => release));

/** Of one day the later in the file counts: entries are added at its end. */
function compareSince(a: DatedState, b: DatedState): number {
  return a.since < b.since ? -1 : a.since > b.since ? 1 : 0;
}

function withoutPlace({ release: _, place: __, ...state }: DatedState): ReleaseState {
  return state;
}

/** The last day of support for a release's Kubernetes minor; undefined where it is not known. */
export function endOfLifeOf(release: string, endOfLife: EndOfLife): string | undefined {
  const name = parseReleaseName(release);
  return name && getOwn(endOfLife, formatMinor(name.line.kubernetes));
}

/** Whether a release is no longer offered: nobody is sent to it. */
export function isWithdrawn({ name }: ReleaseState): boolean {
  return name === 'withdrawn' || name === 'removed';
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
