import { HOOKS } from '../../../stack/index.ts';
import { suggestWord } from '../../../suggest.ts';
import type { Judgement, Rule } from '../../rule.ts';

export const STAGE_HOOK: Rule<'stage-hook'> = {
  code: 'stage-hook',
  title: 'every hook is one that CSO runs',
  why: 'CSO silently skips the stages of any other hook. The stages of a misspelt hook never run: no addons are installed in new clusters, or none are kept on an upgrade.',
  source: 'CSO’s clusteraddon controller, which looks stages up by the hook’s name',
  verdicts: ['ok', 'warn', 'refuse'],
  passes: { files: {} },
  fails: {
    files: {
      'clusteraddon.yaml':
        'addonStages:\n  afterControlPlaneInitialized:\n    - {name: cni, action: apply}\n  BeforeClusterUpgrade:\n    - {name: cni, action: apply}\n',
    },
    note: 'CSO’s hook begins with a capital A',
  },
  check: ({ stages }) => {
    const hooks = stages?.hooks ?? [];
    const missing = HOOKS.filter((hook) => !hooks.some(({ name }) => name === hook));
    return hooks.map(({ name, place }): Judgement => {
      if (HOOKS.includes(name)) return { verdict: 'ok', subject: name, message: 'CSO runs this hook', place };
      const meant = suggestWord(name, missing);
      if (meant !== undefined) {
        const message = `CSO knows no hook ${name}, so its stages never run, and there is no ${meant}; did you mean ${meant}?`;
        return { verdict: 'refuse', subject: name, message, place };
      }
      const message = `CSO never runs the hook ${name}; it knows ${HOOKS.join(' and ')}`;
      return { verdict: 'warn', subject: name, message, place };
    });
  },
};
