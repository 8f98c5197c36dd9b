import { exitCode } from '../outcome.ts';
import type { ReleaseReport } from '../result.ts';
import { formatJson } from '../text.ts';
import { RELEASING, STACKS } from './common/flags.ts';
import { showReleases } from './common/releases.ts';
import { defineVerb } from './common/verb.ts';

export type { ReleaseReport as Output } from '../result.ts';

export default defineVerb<ReleaseReport>({
  name: 'plan',
  summary: 'what would be released, and why; writes nothing',
  example: '--target oci://ghcr.io/my-org/cluster-stacks',
  order: 20,
  words: STACKS,
  flags: [
    ...RELEASING,
    { flags: '--no-effects', description: 'leave out what clusters would live through, which takes rendering the earlier release' },
    { flags: '--github-matrix', description: 'print what GitHub’s strategy.matrix takes' },
  ],
  list: 'releases',
  takesTargets: 'after --target',
  async run(line, surroundings) {
    const [{ plan }, { openRelease }] = await Promise.all([import('../release.ts'), import('./common/requests.ts')]);
    const { request, runtime } = openRelease(line, surroundings);
    return plan(request, runtime);
  },
  async show(report, line, color) {
    if (!line.githubMatrix) return showReleases(report, line, color);
    const { createMatrix } = await import('../report/index.ts');
    return `${formatJson(createMatrix(report))}\n`;
  },
  exitCode,
});
