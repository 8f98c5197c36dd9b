import { formatSize, shortDigest } from '../format-size.ts';
import type { PulledRelease, PullReport } from '../lifecycle/index.ts';
import type { Colors } from './findings-text.ts';

/** The result of `pull` for people. */
export function describePull({ releases }: PullReport, colors: Colors): string {
  return `${releases.map((release) => describeRelease(release, colors)).join('\n')}\n`;
}

function describeRelease(release: PulledRelease, colors: Colors): string {
  const { reference, result, error } = release;
  const mark = (result === 'failed' ? colors.red : result === 'present' ? colors.dim : colors.green)(result.padEnd(7));
  if (error !== undefined) return `${mark} ${colors.bold(reference)}\n  ${colors.red(error.code)}: ${error.message}`;
  const width = Math.max(...release.assets.map(({ name }) => name.length));
  return [
    `${mark} ${colors.bold(release.release ?? reference)}  Kubernetes ${release.kubernetes}  ${colors.dim(`from ${release.url}`)}`,
    ...release.assets.map(
      ({ name, size, digest }) => `  ${name.padEnd(width)}  ${formatSize(size).padStart(8)}  ${colors.dim(shortDigest(digest))}`,
    ),
    `  ${colors.dim('directory')}  ${release.directory}`,
  ].join('\n');
}
