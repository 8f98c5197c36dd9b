import type { Effect, EffectKind } from '../../effect.ts';
import { type Context, createEffect, describeKind } from '../context.ts';
import type { RuleId } from '../rules.ts';
import { describeDifference, UNLESS_DEFAULT, UNLESS_EMPTY } from './describe-difference.ts';
import { isEmptiedAt } from './field-change.ts';
import { listControlPlaneEffects } from './list-control-plane-effects.ts';
import { listInfraClusterEffects } from './list-infra-cluster-effects.ts';
import type { TemplateChange, TemplateDifference } from './template-change.ts';
import { phraseOf } from './unit.ts';

/** What the differences of one template do. */
export function listTemplateEffects(context: Context, change: TemplateChange): Effect[] {
  return [
    ...change.differences
      // What a runtime extension makes of the whole is told once, of its patch.
      .filter(({ isUnsure, path }) => isUnsure && path.length > 1)
      .map((difference) => describeUnsure(context, change, difference)),
    ...listSure(context, sure(change)),
  ];
}

function sure(change: TemplateChange): TemplateChange {
  return { ...change, differences: change.differences.filter(({ isUnsure }) => !isUnsure) };
}

function listSure(context: Context, change: TemplateChange): Effect[] {
  const { unit } = change;
  switch (change.role) {
    case 'controlPlane':
      return change.kind === 'KubeadmControlPlaneTemplate'
        ? listControlPlaneEffects(context, change)
        : rollAll(context, change, 'roll-control-plane', 'class-unknown', 'conditional', '; its control plane provider decides');
    case 'controlPlaneMachines':
      return rollAll(context, change, 'roll-control-plane', 'cp-infra-spec');
    case 'infrastructureCluster':
      return listInfraClusterEffects(context, change);
    case 'bootstrap':
    case 'workerMachines':
      if (unit.workers?.kind === 'machinePool')
        return rollAll(context, change, 'roll-workers', 'workers-pool', 'conditional', '; the provider of its MachinePools decides');
      return rollAll(context, change, 'roll-workers', change.role === 'bootstrap' ? 'md-bootstrap-spec' : 'md-infra-spec');
  }
}

/** Any difference of a spec makes a new template, and with it new machines. */
function rollAll(
  context: Context,
  change: TemplateChange,
  kind: EffectKind,
  rule: RuleId,
  verdict: Effect['verdict'] = 'ok',
  tail = '',
): Effect[] {
  return change.differences.map((difference) => {
    const doubt = difference.isDefaulted ? UNLESS_DEFAULT : isEmptiedAt(difference) ? UNLESS_EMPTY : undefined;
    const isDoubtful = doubt !== undefined && verdict === 'ok';
    const message = `${describeKind(kind, phraseOf(change.unit))}${isDoubtful ? doubt : tail}`;
    return createEffect(context, {
      kind,
      ...describeDifference(change, difference, rule, message),
      verdict: isDoubtful ? 'conditional' : verdict,
    });
  });
}

function describeUnsure(context: Context, change: TemplateChange, difference: TemplateDifference): Effect {
  const why =
    typeof difference.from === 'symbol' || typeof difference.to === 'symbol'
      ? 'its value depends on something that a release does not tell'
      : 'the two come in different versions of their API, and whether they are equal once converted is not known';
  return createEffect(context, {
    kind: 'unknown',
    ...describeDifference(change, difference, 'template-converted', `what happens to ${phraseOf(change.unit)} is not known: ${why}`),
  });
}
