import { CREATED } from './provenance.ts';
import type { PublishedRelease } from './release-source.ts';

/** When a release was made, as far as its source tells. A revert or promotion has the time of the release whose content it has, and so none. */
export function createdAt({ origin, provenance, manifest }: PublishedRelease): number | undefined {
  if (origin !== undefined) return undefined;
  const time = Date.parse(provenance?.created ?? manifest?.annotations[CREATED] ?? '');
  return Number.isNaN(time) ? undefined : time;
}
