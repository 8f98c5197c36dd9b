import { ReleaseError } from '../errors.ts';
import type { CompletionReport } from '../result.ts';
import { defineVerb, printJson } from './common/verb.ts';

const SHELLS = ['bash', 'zsh', 'fish'];

export type { CompletionReport as Output } from '../result.ts';

export default defineVerb<CompletionReport>({
  name: 'completion',
  summary: 'print a script that completes words and flags in a shell',
  example: 'bash > ~/.local/share/bash-completion/completions/clusterstack',
  order: 350,
  words: { name: '<shell>', description: SHELLS.join(', '), choices: SHELLS },
  flags: [],
  async run({ words: [shell = ''] }, { verbs }) {
    const { formatBash, formatFish, formatZsh } = await import('../help/index.ts');
    switch (shell) {
      case 'bash':
        return { schemaVersion: 1, script: formatBash(verbs) };
      case 'zsh':
        return { schemaVersion: 1, script: formatZsh(verbs) };
      case 'fish':
        return { schemaVersion: 1, script: formatFish(verbs) };
      default:
        throw new ReleaseError('usage', `no completion for ${JSON.stringify(shell)}; there are ${SHELLS.join(', ')}`);
    }
  },
  show: (report, { json }) => (json ? printJson(report) : report.script),
  exitCode: () => 0,
});
