import manifest from '../package.json' with { type: 'json' };

/** `0.1.0` */
export const VERSION: string = manifest.version;

/** Why the tool does not run on a system; undefined where it does. */
export function refusePlatform(platform: NodeJS.Platform): string | undefined {
  return platform === 'win32' ? 'clusterstack runs on Linux and macOS; on Windows, run it through WSL: https://aka.ms/wsl' : undefined;
}

/** How build records name what made them. */
export const TOOL = `clusterstack ${VERSION}`;
