import type { ErrorReport } from '../../errors.ts';
import type { SiteContent, SiteRelease, SiteStep } from '../model.ts';

/** What the page of a release is made of. */
export interface ReleasePageInput {
  readonly site: string;
  readonly release: SiteRelease;
  readonly content: SiteContent | { readonly error: ErrorReport };
  /** Steps that lead here, the nearest last, and those that lead on. */
  readonly incoming: readonly SiteStep[];
  readonly outgoing: readonly SiteStep[];
  /** The release of its line before it, whose clusters come here first. */
  readonly previous: string | undefined;
  readonly isKnown: (release: string) => boolean;
}
