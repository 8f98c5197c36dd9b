import { formatSize } from '../../format-size.ts';
import { cleanData, formatCount } from '../../text.ts';
import type { BundleReport } from './report.ts';

/** What was bundled, for people. */
export function formatBundle(report: BundleReport): string {
  const { result, releases, images, nodeImages, unknown, archive, deltaFrom } = cleanData(report);
  const failed = [...releases.map((one) => ({ name: one.release, ...one })), ...images.map((one) => ({ name: one.image, ...one }))].filter(
    (one) => one.error !== undefined,
  );
  const nodes = [...new Set(nodeImages.flatMap(({ url, name }) => url ?? name ?? []))].sort();
  const lines = [
    ...releases.map(({ release, digest }) => `release  ${release}  ${digest ?? ''}`.trimEnd()),
    ...images.map(({ image, digest }) => `image    ${image}  ${digest ?? ''}`.trimEnd()),
    ...nodes.map((node) => `not in it, for machines to start from: ${node}`),
    ...unknown.map(({ subject, message }) => `not seen: ${subject}: ${message}`),
    ...failed.map(({ name, error }) => `failed: ${name}: ${error?.code}: ${error?.message}`),
    archive === undefined
      ? `nothing was written, since ${formatCount(failed.length, 'part')} could not be had; the same command goes on from here`
      : `${result}: ${archive.file}, ${formatCount(releases.length, 'release')} and ${formatCount(images.length, 'image')}, ${formatSize(archive.size)}, ${archive.digest}`,
    ...(deltaFrom === undefined || archive === undefined ? [] : [`what ${deltaFrom} has is left out: mirror that first on the other side`]),
  ];
  return `${lines.join('\n')}\n`;
}
