import type { PulledRelease, PullReport } from '../lifecycle/index.ts';
import type { Colors } from './findings-text.ts';
import { formatAssets } from './layout-text.ts';

/** The result of `pull` for people. */
export function describePull({ releases }: PullReport, colors: Colors): string {
  return `${releases.map((release) => describeRelease(release, colors)).join('\n')}\n`;
}

function describeRelease(release: PulledRelease, colors: Colors): string {
  const { reference, result, error } = release;
  const mark = (result === 'failed' ? colors.red : result === 'present' ? colors.dim : colors.green)(result.padEnd(7));
  if (error !== undefined) return `${mark} ${colors.bold(reference)}\n  ${colors.red(error.code)}: ${error.message}`;
  return [
    `${mark} ${colors.bold(release.release ?? reference)}  Kubernetes ${release.kubernetes}  ${colors.dim(`from ${release.url}`)}`,
    ...formatAssets(release.assets, colors),
    `  ${colors.dim('directory')}  ${release.directory}`,
  ].join('\n');
}
