import { groupBy } from '../../group-by.ts';
import { describeState } from '../../lifecycle/index.ts';
import {
  channelOf,
  compareVersions,
  formatClusterClassName,
  formatKubernetesVersion,
  formatLine,
  formatMinor,
  formatReleaseName,
  formatVersion,
  type Line,
  parseLine,
  parseVersion,
  type Version,
} from '../../version/index.ts';
import { isOpen, type OfferedRelease, type ReleaseState } from './offered-release.ts';

/** A ClusterStack, before it is given to namespaces. */
export interface ListedStack {
  /** Has all that cannot be changed later: `openstack-scs-1-32`, `openstack-scs-1-32-custom`. */
  readonly name: string;
  readonly line: Line;
  readonly channel: 'stable' | 'custom';
  readonly versions: readonly ListedVersion[];
}

export interface ListedVersion {
  readonly version: string;
  readonly release: string;
  /** Why it is listed although new clusters may not use it, or although it is not wanted any more; undefined for all others. */
  readonly note: string | undefined;
}

/** What a folder lists already. */
export interface PreviousList {
  /** Versions by the name of the ClusterStack. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
  /** Kubernetes version by class. */
  readonly allowed: ReadonlyMap<string, string>;
}

export interface ListOptions {
  /** How many of each line are wanted; undefined for all. */
  readonly newest: number | undefined;
  /** Drops what is not wanted any more. */
  readonly prune: boolean;
  /** By release: what is said holds also where the source does not have it, or not at this time. */
  readonly states: ReadonlyMap<string, ReleaseState>;
}

export interface StackList {
  /** By name. */
  readonly stacks: readonly ListedStack[];
  /** The Kubernetes version by class, of those that new clusters may use. */
  readonly allowed: ReadonlyMap<string, string>;
  /** Releases that are listed for no other reason than that they were. */
  readonly kept: readonly { readonly release: string; readonly why: string }[];
  /** Releases that were listed and are not any more. */
  readonly dropped: readonly { readonly release: string; readonly why: string }[];
}

/**
 * The releases that ClusterStacks name. CSO deletes a release that is not named, and looks only in one namespace for
 * clusters that use it, so nothing that was named goes without being told to.
 */
export function listStacks(offered: readonly OfferedRelease[], previous: PreviousList, options: ListOptions): StackList {
  const groups = new Map(groupBy(offered, formatStackName));
  for (const name of previous.versions.keys()) if (!groups.has(name) && parseStackName(name) !== undefined) groups.set(name, []);
  const listed = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, releases]) => listOne(name, releases, previous, options));
  const allowed = new Map(listed.flatMap((one) => one.allowed).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    stacks: listed.map(({ stack }) => stack).filter(({ versions }) => versions.length > 0),
    allowed,
    kept: listed.flatMap(({ kept }) => kept),
    dropped: listed.flatMap(({ dropped }) => dropped),
  };
}

function listOne(name: string, offered: readonly OfferedRelease[], previous: PreviousList, { newest, prune, states }: ListOptions) {
  const { line, channel } = parseStackName(name) ?? unreachable(name);
  const before = previous.versions.get(name) ?? [];
  const wanted = selectWanted(offered, newest);
  const kept: { release: string; why: string }[] = [];
  const dropped: { release: string; why: string }[] = [];
  const versions = new Map<string, { readonly version: Version; readonly note: string | undefined }>();
  const allowed: [string, string][] = [];
  const add = (version: Version, release: OfferedRelease | undefined, state: ReleaseState | undefined, note: string | undefined) => {
    versions.set(formatVersion(version), { version, note });
    const className = formatClusterClassName({ line, version });
    const kubernetes = release?.kubernetes === undefined ? previous.allowed.get(className) : formatKubernetesVersion(release.kubernetes);
    if (kubernetes !== undefined && isOpen({ state })) allowed.push([className, kubernetes]);
  };
  for (const release of wanted) add(release.version, release, release.state, describeSaid(release.state));
  for (const text of before) {
    const version = parseVersion(text);
    if (version === undefined || versions.has(text)) continue;
    const release = offered.find((one) => formatVersion(one.version) === text);
    const name = formatReleaseName({ line, version });
    const state = release === undefined ? states.get(name) : release.state;
    const why = describeSaid(state) ?? describeUnwanted(release, newest);
    if (prune && mayDrop(release, state)) dropped.push({ release: name, why });
    else {
      kept.push({ release: name, why });
      add(version, release, state, `kept: ${why}`);
    }
  }
  const sorted = [...versions.values()].sort((a, b) => compareListed(a.version, b.version));
  const stack: ListedStack = {
    name,
    line,
    channel,
    versions: sorted.map(({ version, note }) => ({ version: formatVersion(version), release: formatReleaseName({ line, version }), note })),
  };
  return { stack, allowed, kept, dropped };
}

/** What a person withdrew goes when a person says `removed`; what could not be read may be there. */
function mayDrop(release: OfferedRelease | undefined, state: ReleaseState | undefined): boolean {
  if (state?.name === 'removed') return true;
  return state?.name !== 'withdrawn' && (release === undefined || release.kubernetes !== undefined);
}

/** The newest of each channel that new clusters may use, and what lies between them. Unread ones are not offered before they are read. */
function selectWanted(offered: readonly OfferedRelease[], newest: number | undefined): readonly OfferedRelease[] {
  const there = offered.filter(({ kubernetes, state }) => kubernetes !== undefined && state?.name !== 'removed');
  if (newest === undefined) return there;
  return [...new Set(there.map(({ version }) => channelOf(version)))].flatMap((channel) => {
    const own = there.filter(({ version }) => channelOf(version) === channel);
    // A hash says nothing about what is newer.
    if (channel === 'sha') return own;
    own.sort((a, b) => compareVersions(b.version, a.version));
    const open = own.filter(isOpen);
    const last = open[Math.min(newest, open.length) - 1];
    return last === undefined ? own : own.slice(0, own.indexOf(last) + 1);
  });
}

/** `openstack-scs-1-32` of stable releases; all other channels are reached through the one that CSO calls custom. */
function formatStackName({ line, version }: Pick<OfferedRelease, 'line' | 'version'>): string {
  return version.kind === 'stable' ? formatLine(line) : `${formatLine(line)}-custom`;
}

function parseStackName(name: string): Pick<ListedStack, 'line' | 'channel'> | undefined {
  const channel = name.endsWith('-custom') ? 'custom' : 'stable';
  const line = parseLine(channel === 'custom' ? name.slice(0, -'-custom'.length) : name);
  return line && { line, channel };
}

function unreachable(name: string): never {
  throw new Error(`${name} is no name of a ClusterStack`);
}

function compareListed(a: Version, b: Version): number {
  const [left, right] = [channelOf(a), channelOf(b)];
  return left === right ? compareVersions(a, b) : left < right ? -1 : 1;
}

function describeSaid(state: ReleaseState | undefined): string | undefined {
  if (state === undefined || state.name === 'supported' || state.name === 'preview') return undefined;
  return `${describeState(state)}${state.replacedBy === undefined ? '' : `; use ${state.replacedBy}`}`;
}

function describeUnwanted(release: OfferedRelease | undefined, newest: number | undefined): string {
  if (release === undefined) return 'the source does not have it any more';
  return release.kubernetes === undefined ? 'it could not be read' : `not among the newest ${newest ?? 'releases'}`;
}

/** As the ClusterStack is written. */
export function formatSpec({ line, channel, versions }: ListedStack): Readonly<Record<string, unknown>> {
  return {
    provider: line.provider,
    name: line.name,
    kubernetesVersion: formatMinor(line.kubernetes),
    channel,
    autoSubscribe: false,
    noProvider: true,
    versions: versions.map(({ version }) => version),
  };
}
