import { groupBy } from '../group-by.ts';
import { formatLine, formatMinor } from '../version/index.ts';
import type { SiteRelease } from './model.ts';
import { stackOf } from './paths.ts';

export interface SiteLine {
  /** `docker-scs-1-36` */
  readonly line: string;
  readonly stack: string;
  /** `1.36` */
  readonly minor: string;
  readonly endOfLife: string | undefined;
  /** Newest first; channels one after the other, the stable one first. */
  readonly releases: readonly SiteRelease[];
  /** The newest that is offered, of the stable channel where it has one. */
  readonly newest: SiteRelease | undefined;
}

export interface SiteStack {
  /** `docker-scs` */
  readonly stack: string;
  /** The newest Kubernetes first. */
  readonly lines: readonly SiteLine[];
}

/** @param releases by stack, Kubernetes minor, channel and version, oldest first */
export function groupReleases(releases: readonly SiteRelease[]): readonly SiteStack[] {
  const lines = groupBy(releases, ({ name }) => formatLine(name.line));
  const all = [...lines].flatMap(([line, members]): SiteLine[] => {
    const [first] = members;
    if (first === undefined) return [];
    const channels = [...groupBy(members, ({ name: { version } }) => (version.kind === 'stable' ? '' : version.channel)).values()];
    const { name, endOfLife } = first;
    return [
      {
        line,
        stack: stackOf(name),
        minor: formatMinor(name.line.kubernetes),
        endOfLife,
        releases: channels.flatMap((channel) => channel.toReversed()),
        newest: members.find(({ isNewest }) => isNewest),
      },
    ];
  });
  return [...groupBy(all, ({ stack }) => stack)].map(([stack, own]) => ({ stack, lines: own.toReversed() }));
}
