import type { StageMap } from '../../../stack/index.ts';
import { suggestWord } from '../../../suggest.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { areLoaded } from '../../stages.ts';

/** The keys that CSO reads. Source: pkg/clusteraddon of cluster-stack-operator */
const KEYS: Readonly<Record<StageMap['what'], readonly string[]>> = {
  file: ['apiVersion', 'clusterAddonVersion', 'addonStages'],
  stage: ['name', 'action', 'waitForPreCondition', 'waitForPostCondition'],
  condition: ['objects', 'conditions'],
  object: ['key', 'apiVersion', 'kind', 'name', 'namespace'],
};

/** CSO reads these two and looks at neither. */
const WITHOUT_EFFECT = ['apiVersion', 'clusterAddonVersion'];

export const STAGE_KEY: Rule<'stage-key'> = {
  code: 'stage-key',
  title: 'clusteraddon.yaml has only keys that CSO knows',
  why: 'CSO silently ignores unknown keys. With a misspelt waitForPostCondition it does not wait; with a misspelt namespace it never finds the object.',
  source: 'CSO’s pkg/clusteraddon, which reads YAML non-strictly',
  verdicts: ['ok', 'warn', 'refuse'],
  passes: { files: {} },
  fails: {
    files: {
      'clusteraddon.yaml':
        'addonStages:\n  AfterControlPlaneInitialized:\n    - name: cni\n      action: apply\n      waitForPostConditon: {conditions: "true"}\n  BeforeClusterUpgrade:\n    - {name: cni, action: apply}\n',
    },
    note: 'CSO would not wait',
  },
  check: ({ stages }) => {
    if (stages === undefined) return [];
    const findings = stages.maps.flatMap(judgeMap);
    const { file } = stages.yaml;
    return findings.length > 0 || !areLoaded(stages)
      ? findings
      : [{ verdict: 'ok', subject: file, message: 'CSO knows all its keys', place: { file } }];
  },
};

function judgeMap({ what, subject, keys }: StageMap): Judgement[] {
  const known = KEYS[what];
  const missing = known.filter((key) => !keys.some(({ name }) => name === key));
  return keys.flatMap(({ name, place }): Judgement[] => {
    // A common way to mark what is the author's own.
    if (known.includes(name) || /^(?:x-|\.)/.test(name)) return [];
    // The name of a stage was once called so.
    const meant = suggestWord(name === 'helmChartName' && what === 'stage' ? 'name' : name, missing);
    if (meant === undefined) {
      return [{ verdict: 'warn', subject, message: `CSO ignores the key ${name}; it knows ${known.join(', ')} here`, place }];
    }
    // In an object, apiVersion has an effect.
    const verdict = what === 'file' && WITHOUT_EFFECT.includes(meant) ? 'warn' : 'refuse';
    return [{ verdict, subject, message: `CSO ignores the key ${name}, and there is no ${meant}; did you mean ${meant}?`, place }];
  });
}
