import type { Place } from '../../../finding.ts';
import type { Stage, StageCondition } from '../../../stack/index.ts';
import { formatSuggestion } from '../../../suggest.ts';
import type { YamlFile, YamlScalar } from '../../../yaml/index.ts';
import { checkKey } from '../../cel/check-key.ts';
import type { CelVerdict } from '../../cel/index.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { listStages, nameStage } from '../../stages.ts';
import { locateOffset } from './locate-offset.ts';

export const STAGE_EXPRESSION: Rule<'stage-expression'> = {
  code: 'stage-expression',
  title: 'every condition is a CEL expression that compiles to a boolean over the objects that it declares',
  why: 'Any other expression fails each time CSO evaluates it, so the next stage never runs. No later release for the same Kubernetes version can repair that.',
  source: 'CSO’s clusteraddon controller, with cel-go 0.23 and no extensions',
  verdicts: ['ok', 'warn', 'refuse', 'unknown'],
  passes: {
    files: {
      'clusteraddon.yaml': formatExample('ds.status.numberReady == ds.status.desiredNumberScheduled'),
    },
  },
  fails: {
    files: { 'clusteraddon.yaml': formatExample('daemonset.status.numberReady > 0') },
    note: 'the object’s key is ds',
  },
  check: async (facts) => {
    const judgements = listStages(facts).flatMap((stage) =>
      stage.conditions.flatMap((condition) => (facts.stages ? judgeCondition(facts.stages.yaml, stage, condition) : [])),
    );
    return (await Promise.all(judgements)).flat();
  },
};

function formatExample(expression: string): string {
  return `addonStages:
  AfterControlPlaneInitialized:
    - name: cni
      action: apply
      waitForPostCondition:
        objects:
          - {key: ds, apiVersion: apps/v1, kind: DaemonSet, name: cilium, namespace: kube-system}
        conditions: ${expression}
  BeforeClusterUpgrade:
    - {name: cni, action: apply}
`;
}

async function judgeCondition(yaml: YamlFile, stage: Stage, condition: StageCondition): Promise<Judgement[]> {
  const { expression, objects, when, place } = condition;
  const subject = nameStage(stage);
  const keys = objects.flatMap(({ key }) => key ?? []);
  const taken = keys.filter(({ source }) => checkKey(source) === 'type');
  if (taken.length > 0) {
    return taken.map((key) => ({
      verdict: 'refuse',
      subject,
      message: `${key.source} is the name of a type in CEL, so no object can have it as its key; write ${key.source}Object, for instance`,
      place: key.place,
    }));
  }
  if (expression === undefined || expression.source.trim() === '') {
    const message = `${when} has objects and no conditions, which CSO fails on; write conditions: "true" to wait until they exist`;
    return [{ verdict: 'refuse', subject, message, place: expression?.place ?? place }];
  }
  // Many stacks have no expressions, and CEL takes as long to load as all other rules.
  const { checkExpression } = await import('../../cel/index.ts');
  const verdict = checkExpression(
    expression.source,
    keys.map(({ source }) => source),
  );
  const opinion = describe(yaml, expression, keys, verdict);
  const unused = verdict.kind === 'compiles' ? listUnused(condition, verdict.variables) : [];
  return [{ ...opinion, subject }, ...unused.map((finding): Judgement => ({ ...finding, verdict: 'warn', subject }))];
}

type Opinion = Pick<Judgement, 'verdict' | 'message' | 'place'>;

function describe(yaml: YamlFile, expression: YamlScalar, keys: readonly YamlScalar[], verdict: CelVerdict): Opinion {
  const { place } = expression;
  switch (verdict.kind) {
    case 'unknown':
      return { verdict: 'unknown', message: `the expression was not checked: ${verdict.why}`, place };
    case 'broken':
      return { verdict: 'refuse', message: explain(verdict, expression, keys), place: locateOffset(yaml, expression, verdict.offset) };
    case 'compiles':
      if (verdict.type === 'bool') return { verdict: 'ok', message: 'the expression compiles to a boolean', place };
      // A value of open type may be a boolean once there are objects.
      if (verdict.type === 'dyn')
        return { verdict: 'ok', message: 'the expression compiles; its value is known only in the cluster', place };
      return {
        verdict: 'refuse',
        message: `the expression yields ${verdict.type} and no boolean, so CSO waits forever; compare it with what you wait for`,
        place,
      };
  }
}

function explain({ why, variable }: Extract<CelVerdict, { kind: 'broken' }>, { source }: YamlScalar, keys: readonly YamlScalar[]): string {
  const names = keys.map((key) => key.source).filter((name) => name !== '');
  const isMeant = (name: string) => source.includes(name) && (variable === undefined || name.startsWith(variable));
  const unusable = names.find((name) => checkKey(name) !== undefined && isMeant(name));
  if (unusable !== undefined) {
    const instead =
      checkKey(unusable) === 'reserved' ? `${unusable}Object` : unusable.replaceAll(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_');
    return `an expression cannot name an object by the key ${JSON.stringify(unusable)}, since it is not an identifier in CEL; write ${instead}, for instance`;
  }
  if (variable === undefined) return `CSO cannot compile the expression: ${why}`;
  const hint = formatSuggestion(variable, names) || `; there are ${names.join(', ') || 'none'}`;
  return `no object of the condition has the key ${variable}${hint}`;
}

function listUnused({ objects }: StageCondition, variables: ReadonlySet<string>): { readonly message: string; readonly place: Place }[] {
  return objects.flatMap(({ key, name, place }, index) => {
    const named = key?.source ?? '';
    const what = name?.source ?? 'the object';
    if (named === '') return [{ message: `${what} has no key, so no expression can name it; CSO only waits until it exists`, place }];
    if (objects.slice(index + 1).some((other) => other.key?.source === named)) {
      return [
        {
          message: `two objects have the key ${named}, and the expression sees only the last; give each its own`,
          place: key?.place ?? place,
        },
      ];
    }
    if (variables.has(named)) return [];
    return [{ message: `the expression does not name ${named}; CSO only waits until ${what} exists`, place: key?.place ?? place }];
  });
}
