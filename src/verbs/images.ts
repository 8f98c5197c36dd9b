import type { ListedSubject } from '../lifecycle/images/index.ts';
import { CHANNEL, JUDGING, OWN_LINE, READING, VENDORING } from './common/flags.ts';
import { defineVerb } from './common/verb.ts';

export type { ImagesReport as Output } from '../lifecycle/images/index.ts';

export default defineVerb<ListedSubject>({
  name: 'images',
  summary: 'list the container images, node images and charts that clusters fetch; for mirrors, and as an SBOM',
  example: 'stacks/openstack/scs --kubernetes 1.36 --format skopeo',
  order: 160,
  words: { name: '<release>', description: 'a release, a line (its newest release), or a stack’s directory' },
  flags: [
    ...READING,
    CHANNEL,
    OWN_LINE,
    ...JUDGING,
    ...VENDORING,
    {
      flags: '--format <format>',
      description: 'the tool that the list is for (default: text)',
      choices: ['text', 'json', 'skopeo', 'hauler', 'imgpkg', 'zarf', 'cyclonedx'],
    },
    { flags: '--digests', description: 'look up digests that are not known; a stack’s lock holds them from then on' },
  ],
  list: 'images',
  async run(line, surroundings) {
    const [{ listReleaseImages }, { openSubjects }] = await Promise.all([
      import('../lifecycle/images/index.ts'),
      import('./common/subjects.ts'),
    ]);
    const { words, digests = false } = line;
    const { reading, runtime } = openSubjects(line, surroundings, words);
    return listReleaseImages({ ...reading, subject: words[0] ?? '', digests }, runtime);
  },
  async show(listed, { json, format }) {
    const { formatImages, isFormat } = await import('../lifecycle/images/index.ts');
    return formatImages(listed, json ? 'json' : isFormat(format) ? format : 'text');
  },
  exitCode: () => 0,
});
