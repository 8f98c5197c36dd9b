import { ReleaseError } from '../errors.ts';
import type { BundleReport } from '../lifecycle/bundle/index.ts';
import { CHANNEL, JUDGING, READING } from './common/flags.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { BundleReport as Output } from '../lifecycle/bundle/index.ts';

export default defineVerb<BundleReport>({
  name: 'bundle',
  summary: 'write releases and the container images of their addons into one archive, for sites without the internet',
  example: 'openstack-scs-1-36 --source oci://ghcr.io/my-org/cluster-stacks -o site.tar',
  order: 210,
  words: { name: '<release...>', description: 'releases, or lines, which mean their newest release' },
  flags: [
    { flags: '-o, --output <file>', description: 'the archive to write; its checksum goes into SHA256SUMS beside it' },
    ...READING,
    CHANNEL,
    {
      flags: '--images-from <place>',
      description: 'look for images here first: oci-layout:DIR, oci-archive:FILE.tar or oci://host/path; may be repeated',
      repeats: true,
    },
    { flags: '--platform <os/architecture>', description: 'images for one platform alone, like linux/amd64 (default: for all)' },
    { flags: '--no-images', description: 'bundle releases alone' },
    { flags: '--delta-from <file>', description: 'leave out what this older archive has' },
    ...JUDGING,
  ],
  list: 'releases',
  async run(line, surroundings) {
    const { words: references, output, images = true, imagesFrom = [], platform, deltaFrom } = line;
    if (!output) throw new ReleaseError('usage', 'name the archive to write: -o FILE.tar');
    if (platform !== undefined && !/^[a-z0-9]+(?:\/[a-z0-9]+){1,2}$/.test(platform))
      throw new ReleaseError('usage', `--platform ${platform} is not a platform; write it like linux/amd64`);
    const [{ bundle }, { openSubjects }] = await Promise.all([import('../lifecycle/bundle/index.ts'), import('./common/subjects.ts')]);
    const { reading, runtime } = openSubjects(line, surroundings, references);
    return bundle(
      { ...reading, references, output: fileOf(output), images, imagesFrom, platform, deltaFrom: deltaFrom && fileOf(deltaFrom) },
      runtime,
    );
  },
  async show(report, { json }) {
    return json ? printJson(report) : (await import('../lifecycle/bundle/index.ts')).formatBundle(report);
  },
  exitCode: ({ result }) => (result === 'failed' ? 1 : 0),
});

/** Archives have a scheme where a place is wanted, and need none where only an archive can be meant. */
function fileOf(word: string): string {
  return word.replace(/^oci-archive:/, '');
}
