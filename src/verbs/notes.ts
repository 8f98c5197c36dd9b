import type { NotesReport } from '../lifecycle/notes/index.ts';
import { CHANNEL, CLUSTER_API, JUDGING, OWN_LINE, READING, VENDORING } from './common/flags.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { NotesReport as Output } from '../lifecycle/notes/index.ts';

export default defineVerb<NotesReport>({
  name: 'notes',
  summary: 'write release notes: what clusters live through, versions, images and commits since the release before',
  example: 'docker-scs-1-36-v4 --source oci://ghcr.io/my-org/cluster-stacks',
  order: 150,
  words: { name: '<release>', description: 'a release, a line (its newest release), or a stack’s directory' },
  flags: [
    { flags: '--from <release>', description: 'the release to hold it against (default: the one before it in the same place)' },
    { flags: '--source-dir <dir>', description: 'the directory of the stack that a release was made from, for its commits' },
    CLUSTER_API,
    CHANNEL,
    OWN_LINE,
    ...READING,
    ...JUDGING,
    ...VENDORING,
    { flags: '--template <file>', description: 'a template in place of the usual notes, as Mustache has them, over what --json prints' },
    { flags: '--format <format>', description: 'how to print (default: markdown)', choices: ['markdown', 'json'] },
  ],
  async run(line, surroundings) {
    const [{ createNotes }, { openReading }, { openSubjects }] = await Promise.all([
      import('../lifecycle/notes/index.ts'),
      import('../lifecycle/index.ts'),
      import('./common/subjects.ts'),
    ]);
    const { words, from, sourceDir, clusterApi } = line;
    const { reading, runtime } = openSubjects(line, surroundings, [...words, ...(from === undefined ? [] : [from])], from === undefined);
    return createNotes(await openReading(reading, runtime), { subject: words[0] ?? '', from, sourceDir, clusterApi }, runtime);
  },
  async show(report, { json, format, template }) {
    if (json || format === 'json') return printJson(report);
    const [{ formatNotes }, { readTemplate }] = await Promise.all([
      import('../lifecycle/notes/index.ts'),
      import('./common/read-template.ts'),
    ]);
    return formatNotes(report, template === undefined ? undefined : readTemplate(template));
  },
  exitCode: () => 0,
});
