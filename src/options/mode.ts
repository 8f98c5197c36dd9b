import { ReleaseError } from '../errors.ts';
import type { Mode } from '../request.ts';
import { requireChannel, requireVersion } from '../version/index.ts';

/** The words of a mode, as flags of the CLI and inputs of the Action give them. Empty text counts as not given. */
export interface ModeWords {
  readonly mode?: string | undefined;
  readonly channel?: string | undefined;
  readonly clusterStackVersion?: string | undefined;
  readonly clusterAddonVersion?: string | undefined;
  readonly nodeImageVersion?: string | undefined;
}

/** @throws ReleaseError `usage` */
export function parseMode(words: ModeWords): Mode {
  const { clusterStackVersion, clusterAddonVersion, nodeImageVersion } = words;
  const versions = [clusterStackVersion, clusterAddonVersion, nodeImageVersion].flatMap((version) => version || []);
  const kind = words.mode || 'stable';
  if (kind !== 'custom' && versions.length > 0)
    throw usage(`versions can be given in mode custom only: add --mode custom, or leave them out`);
  if (kind !== 'stable' && words.channel)
    throw usage('--channel numbers by itself and goes with mode stable; in mode custom, put the channel into the version, like v0-beta.7');
  switch (kind) {
    case 'stable':
      return words.channel && words.channel !== 'stable' ? { kind: 'channel', channel: requireChannel(words.channel) } : { kind: 'stable' };
    case 'hash':
      return { kind };
    case 'custom':
      if (!clusterStackVersion) throw usage('mode custom needs --cluster-stack-version, like v0-custom.7');
      for (const version of versions) requireVersion(version, 'the version');
      return {
        kind,
        clusterStack: clusterStackVersion,
        clusterAddon: clusterAddonVersion || clusterStackVersion,
        nodeImage: nodeImageVersion || clusterStackVersion,
      };
    default:
      throw usage(`${JSON.stringify(kind)} is not a mode; use stable, hash or custom`);
  }
}

function usage(message: string): ReleaseError {
  return new ReleaseError('usage', message);
}
