import type { VersionReport } from '../result.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { VersionReport as Output } from '../result.ts';

export default defineVerb<VersionReport>({
  name: 'version',
  summary: 'tell the versions of clusterstack, Node and helm',
  example: '--json',
  order: 360,
  flags: [],
  async run(line, surroundings) {
    const [{ readVersions }, { openLocal }] = await Promise.all([import('../versions.ts'), import('./common/requests.ts')]);
    return readVersions(surroundings, openLocal(line, surroundings));
  },
  show(report, { json }) {
    if (json) return printJson(report);
    const { version, commit, node, helm = 'is not on the PATH' } = report;
    return `clusterstack ${version}${commit === undefined ? '' : ` (commit ${commit})`}\nnode ${node}\nhelm ${helm}\n`;
  },
  exitCode: () => 0,
});
