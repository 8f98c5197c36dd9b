import { formatSize } from '../../format-size.ts';
import { cleanData, formatCount } from '../../text.ts';
import { hostFolder } from './image-place.ts';
import type { BlobCounts, MirroredImage, MirroredRelease, MirrorReport, MirrorResult } from './report.ts';

/** What was mirrored, for people. */
export function formatMirror(report: MirrorReport): string {
  const { source, target, keepsDigests, releases, images, strangers, archive } = cleanData(report);
  const moved = images.filter(({ image, to }) => image !== to);
  const lines = [
    ...releases.map((release) => describeOutcome(release.release, release)),
    ...images.map((image) => describeOutcome(image.image === image.to ? image.image : `${image.image} → ${image.to}`, image)),
    `${source} → ${target}: ${describeCounts(releases, 'release')}${images.length > 0 ? `; ${describeCounts(images, 'image')}` : ''}${describeBytes([...releases, ...images])}`,
    ...(keepsDigests || releases.length === 0 ? [] : ['files keep their digests; the manifest of each release is made anew']),
    ...(strangers > 0
      ? [`${formatCount(strangers, 'name')} at the source ${strangers === 1 ? 'is' : 'are'} not of releases, and left there`]
      : []),
    ...(archive === undefined ? [] : [`${archive.file}: ${formatSize(archive.size)}, ${archive.digest}`]),
    ...describeMirrors(moved),
  ];
  return `${lines.join('\n')}\n`;
}

function describeOutcome(name: string, { result, digest, error }: Pick<MirroredRelease, 'result' | 'digest' | 'error'>): string {
  const detail = error === undefined ? (digest ?? '') : `${error.code}: ${error.message}`;
  return `${result.padEnd(7)}  ${name}  ${detail}`.trimEnd();
}

function describeCounts(outcomes: readonly { readonly result: MirrorResult }[], noun: string): string {
  const count = (wanted: MirrorResult) => outcomes.filter(({ result }) => result === wanted).length;
  const [copied, present, failed] = [count('copied'), count('present'), count('failed')];
  if (outcomes.length === 0) return `no ${noun}s`;
  return `${formatCount(copied, noun)} copied, ${present} present${failed > 0 ? `, ${failed} failed` : ''}`;
}

function describeBytes(outcomes: readonly { readonly blobs?: BlobCounts }[]): string {
  const sum = (pick: (blobs: BlobCounts) => number) =>
    outcomes.reduce((total, { blobs }) => total + (blobs === undefined ? 0 : pick(blobs)), 0);
  const [bytes, mounted] = [sum((blobs) => blobs.bytes), sum((blobs) => blobs.mounted)];
  const taken = mounted > 0 ? `, ${formatCount(mounted, 'blob')} mounted` : '';
  return bytes > 0 || mounted > 0 ? `; ${formatSize(bytes)} sent${taken}` : '';
}

/** The first folder of an image's place is the registry that it is from, so one line for each tells a container runtime of all. */
function describeMirrors(images: readonly MirroredImage[]): string[] {
  const lines = images.flatMap(({ image, to }) => {
    const [host = ''] = image.split('/');
    const [slash, at] = [to.indexOf('/'), to.indexOf(`/${hostFolder(host)}/`)];
    return at < 0 ? [] : [`  ${host} → https://${to.slice(0, slash)}/v2${to.slice(slash, at)}/${hostFolder(host)}`];
  });
  const unique = [...new Set(lines)].sort();
  return unique.length === 0 ? [] : ['mirrors for containerd (hosts.toml, with override_path = true):', ...unique];
}
