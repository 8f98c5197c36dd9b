import { isWithdrawn } from '../../lifecycle/index.ts';
import { channelOf, formatVersion } from '../../version/index.ts';
import type { SiteRelease } from '../model.ts';
import { type Block, code, date, page, type Row, tag } from '../page.ts';
import { releasePath } from '../paths.ts';
import { stateTag } from './words.ts';

/** Releases of a line as a table, in the order that is given. */
export function releaseTable(id: string, caption: string, releases: readonly SiteRelease[]): Block {
  const rows = releases.map((release): Row => {
    const { name, kubernetes, state, isNewest } = release;
    return {
      id: release.release,
      isStruck: isWithdrawn(state),
      cells: [
        [page(releasePath(release.release), formatVersion(name.version)), ...(isNewest ? [' ', tag('newest', 'good')] : [])],
        [kubernetes === undefined ? 'not known' : code(kubernetes)],
        [channelOf(name.version)],
        [stateTag(state)],
        date(release.date),
      ],
    };
  });
  return { kind: 'table', id, caption, columns: ['Version', 'Kubernetes', 'Channel', 'State', 'Released'], rows };
}
