import { ADDON_COMPONENTS, type Component } from './component.ts';
import type { Placeholder } from './stack/index.ts';
import type { Versions } from './version/index.ts';
import { bumpVersion, channelOf, firstVersion, maxVersion, type Version } from './version/index.ts';

/** A release that the next one comes after. */
interface Earlier {
  readonly versions: Versions;
}

export interface NextInput {
  readonly channel: string;
  /** The newest release of the source. */
  readonly newest: Earlier | undefined;
  /** The newest release of all other targets, where it is above the source's. */
  readonly ahead: Earlier | undefined;
  /** The components that differ from the source's newest. */
  readonly changed: readonly Component[];
  /** Versions that stand inside the addons' files. */
  readonly addonPlaceholders: ReadonlySet<Placeholder>;
}

/**
 * The versions of the next release. The stack's goes up always, the addons' and the node images' only where
 * their content changed: CSO acts on an addon only when its version differs.
 */
export function decideVersions({ channel, newest, ahead, changed, addonPlaceholders }: NextInput): Versions {
  const highest = [newest, ahead].filter((earlier) => earlier !== undefined);
  if (highest.length === 0) {
    const first = firstVersion(channel);
    return { clusterStack: first, clusterAddon: first, nodeImage: first };
  }
  const clusterStack = bumpVersion(highest.map(({ versions }) => versions.clusterStack).reduce(maxVersion));
  const component = (key: 'clusterAddon' | 'nodeImage', isChanged: boolean): Version => {
    const versions = highest.map((earlier) => earlier.versions[key]);
    // Another target may have other content under its versions, so none of them is used again.
    if (!isChanged && ahead === undefined && versions[0] !== undefined) return versions[0];
    const own = versions.filter((version) => channelOf(version) === channel);
    return own.length === versions.length ? bumpVersion(own.reduce(maxVersion)) : clusterStack;
  };
  const nodeImageChanged = changed.includes('node-images');
  const addonChanged =
    changed.some((name) => ADDON_COMPONENTS.includes(name)) ||
    addonPlaceholders.has('ClusterClassVersion') ||
    (nodeImageChanged && addonPlaceholders.has('NodeImageVersion'));
  return { clusterStack, clusterAddon: component('clusterAddon', addonChanged), nodeImage: component('nodeImage', nodeImageChanged) };
}
