import { ReleaseError } from '../errors.ts';
import type { MirrorReport } from '../lifecycle/mirror/index.ts';
import { LOGIN, OFFLINE, WAIT } from './common/flags.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { MirrorReport as Output } from '../lifecycle/mirror/index.ts';

export default defineVerb<MirrorReport>({
  name: 'mirror',
  summary: 'copy releases to another place: only what is missing, with the same digests',
  example: 'oci://ghcr.io/my-org/cluster-stacks oci-archive:stacks.tar --kubernetes 1.36',
  order: 190,
  words: {
    name: '<place...>',
    description:
      'the source and the target: oci://host/repository, oci-layout:DIR, oci-archive:FILE.tar or github:owner/repository; then the releases or lines that are meant (default: all)',
  },
  flags: [
    OFFLINE,
    { flags: '--stack <name>', description: 'only releases of this stack, like docker-scs or scs; may be repeated', repeats: true },
    { flags: '--kubernetes <minor>', description: 'only releases for this Kubernetes minor, like 1.36' },
    { flags: '--channel <name>', description: 'only releases of this channel, like stable' },
    {
      flags: '--images-to <url>',
      description: 'the repository below which the images of a bundle go, oci://host/path (default: TARGET/images)',
    },
    { flags: '--no-images', description: 'leave the container images of a bundle where they are' },
    ...LOGIN,
    WAIT,
  ],
  list: 'releases',
  async run(line, surroundings) {
    const [source, target, ...names] = line.words;
    if (source === undefined || target === undefined) throw new ReleaseError('usage', 'name two places: clusterstack mirror SOURCE TARGET');
    const [{ mirror }, { openPlaces }] = await Promise.all([import('../lifecycle/mirror/index.ts'), import('./common/places.ts')]);
    const { kubernetes, channel, stack: stacks = [], images = true, imagesTo } = line;
    return mirror(
      { source, target, names, stacks, kubernetes, channel, images, imagesTo },
      openPlaces(line, surroundings, [source, target]),
    );
  },
  async show(report, { json }) {
    return json ? printJson(report) : (await import('../lifecycle/mirror/index.ts')).formatMirror(report);
  },
  exitCode: ({ releases, images }) => ([...releases, ...images].some(({ result }) => result === 'failed') ? 1 : 0),
});
