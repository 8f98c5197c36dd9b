import type { PublishedRelease, ReleaseContent, ReleaseSource } from '../release/index.ts';

/** The result of publishing: `present` when the same content was already there under the name. */
export interface Publication {
  readonly result: 'published' | 'present';
  readonly digest: string;
  /** The commit that a release which was there already was made from, all of it. */
  readonly commit?: string;
}

/** The answer of a place that has the release already. */
export function describePresent({ digest, provenance }: PublishedRelease): Publication {
  const commit = provenance?.dirty ? undefined : provenance?.commit;
  return { result: 'present', digest, ...(commit !== undefined && { commit }) };
}

/** A release whose content is at its target, and not yet visible under its name. */
export interface StagedRelease {
  /**
   * Makes it visible.
   * @throws ReleaseError `release-conflict` when the name has been taken by other content meanwhile
   */
  publish(): Promise<Publication>;
}

/** Where releases are published. Nothing that is there is ever overwritten. */
export interface ReleaseTarget extends ReleaseSource {
  /** Among several targets, those that can take nothing back are published last. */
  readonly order: 'first' | 'last';
  /** Says in a published release's notes what it is now, or no longer; missing where releases have none. */
  mark?(name: string, notice: string | undefined): Promise<'marked' | 'present'>;
  /** Removes what killed runs left, where something can be left. */
  tidy?(): Promise<void>;
  /** Whether one may publish there at all; throws what stands against it. */
  preflight(): Promise<void>;
  /** Whether a release under a name is not all there, as a copy of files leaves it that broke off; missing where looking costs requests. */
  isBroken?(name: string): Promise<boolean>;
  /**
   * Asks whether a release may be published: undefined when its name is free, or the same content is there in part.
   * @throws ReleaseError `release-conflict` when the name is taken by other content
   */
  ask(release: ReleaseContent): Promise<Publication | undefined>;
  /** Brings the content of a release there that `ask` found missing; what an earlier run left is made use of. */
  stage(release: ReleaseContent): Promise<StagedRelease>;
  /**
   * Reads a published release as CSO does, and holds every byte against what was meant.
   * @throws ReleaseError `verification-failed`
   */
  verify(release: ReleaseContent): Promise<void>;
}
