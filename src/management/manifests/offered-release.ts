import type { KubernetesVersion, Line, Version } from '../../version/index.ts';

/** What a person has said about a release. */
export interface ReleaseState {
  readonly name: 'preview' | 'supported' | 'deprecated' | 'withdrawn' | 'expired' | 'removed';
  /** `2026-11-28` */
  readonly since?: string | undefined;
  readonly reason?: string | undefined;
  readonly url?: string | undefined;
  /** The release to use instead. */
  readonly replacedBy?: string | undefined;
}

/** A release at a source, as far as ClusterStacks and policies name it. */
export interface OfferedRelease {
  /** `openstack-scs-1-32-v4` */
  readonly name: string;
  readonly line: Line;
  readonly version: Version;
  /** Undefined for one that could not be read: it stays listed where it was. */
  readonly kubernetes: KubernetesVersion | undefined;
  /** Undefined where nothing is said. */
  readonly state: ReleaseState | undefined;
}

/** Whether new clusters may use it. */
export function isOpen({ state }: Pick<OfferedRelease, 'state'>): boolean {
  return state === undefined || state.name === 'preview' || state.name === 'supported' || state.name === 'deprecated';
}
