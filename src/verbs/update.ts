import type { UpdateReport } from '../result.ts';
import { KNOWLEDGE, KUBERNETES, MIRROR, STACKS } from './common/flags.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { UpdateReport as Output } from '../result.ts';

export default defineVerb<UpdateReport>({
  name: 'update',
  summary: 'move the versions of stacks to the newest that fit, and write their locks',
  example: 'stacks/openstack/scs --kubernetes-versions oci://docker.io/kindest/node',
  order: 60,
  words: STACKS,
  flags: [
    KUBERNETES,
    { flags: '--dry-run', description: 'decide, and write nothing' },
    {
      flags: '--kubernetes-versions <source>',
      description: 'where the versions of Kubernetes are listed: a file or URL with one a line, or the repository of node images',
    },
    MIRROR,
    KNOWLEDGE,
  ],
  list: 'updates',
  async run(line, surroundings) {
    const [{ update }, { openLocal }, { parseMirrors }] = await Promise.all([
      import('../dependency/index.ts'),
      import('./common/requests.ts'),
      import('../options/index.ts'),
    ]);
    const { words: stacks, kubernetes, knowledge, kubernetesVersions, dryRun, mirror } = line;
    const request = { stacks, kubernetes, knowledge, mirrors: parseMirrors(mirror ?? []), kubernetesVersions, dryRun };
    return update(request, openLocal(line, surroundings));
  },
  async show(report, { json }) {
    return json ? printJson(report) : (await import('../report/index.ts')).formatUpdates(report);
  },
  exitCode: () => 0,
});
