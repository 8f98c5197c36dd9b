import type { PublishedRelease, ReleaseContent, ReleaseSource } from '../release/index.ts';

/** A place that keeps releases by name: what it does, while what is to be done there is decided for all places alike. */
export interface ReleaseStore extends ReleaseSource {
  /** Among several targets, those that can take nothing back are published last. */
  readonly order: 'first' | 'last';
  /** Whether one may publish there at all; throws what stands against it. */
  preflight(): Promise<void>;
  /** Brings a release's content there without showing it; what an earlier run left is made use of. */
  stage(release: ReleaseContent): Promise<StoreAnswer | StagedContent>;
  /** A release as CSO would find it now, whatever was known of it before; `fetch` gives the bytes that are there. */
  readBack(name: string): Promise<PublishedRelease | undefined>;
  /** A release under a name that is not all there, as a copy of files leaves it that broke off; missing where looking costs requests. */
  findBroken?(name: string): Promise<BrokenRelease | undefined>;
  /** Waits until another job that was about to show the same name would have done so; missing where a name is given once. */
  settle?(): Promise<void>;
  /** Removes what killed runs left, where something can be left. */
  tidy?(): Promise<void>;
}

/** A release that is there in part. */
export interface BrokenRelease {
  /** Whether it is this very one, as far as that can be told without reading it: staging that mends it. */
  isOf(release: ReleaseContent): boolean;
}

/** The release that a store has under a name after it was asked to show one: that one, or another that came first. */
export interface StoreAnswer {
  readonly kind: 'shown' | 'taken';
  readonly published: PublishedRelease;
}

/** Content that is there, and not visible yet. */
export interface StagedContent {
  readonly kind: 'staged';
  /** Shows it under its name, unless the name has been taken. */
  show(): Promise<StoreAnswer>;
}
