import { isObject } from '../../data.ts';
import type { EffectKind } from '../../effect.ts';
import { describeKind } from '../context.ts';
import type { RuleId } from '../rules.ts';
import type { TemplateDifference } from './template-change.ts';

/** A difference with its path below `spec.template.spec`. */
export interface FieldChange {
  readonly difference: TemplateDifference;
  readonly path: readonly (string | number)[];
}

/** The answer of one release of Cluster API to a changed field. */
export interface FieldAnswer {
  readonly kind: EffectKind;
  readonly rule: RuleId;
  /** The sentence of an effect that depends on something, in place of the kind's own. */
  readonly says?: string;
}

/** Where a whole part goes, the webhook's list of paths does not have it, whatever the machines are compared by. */
export function sayRemoved(kind: EffectKind): string {
  return `${describeKind(kind, 'the control plane')}, unless the webhook of KubeadmControlPlane rejects that the whole of it goes`;
}

/**
 * Whether something empty stands against nothing. Of taints the empty list means none, and an absent one kubeadm's own, so
 * those differ.
 */
export function isEmptied({ path, difference: { from, to } }: FieldChange): boolean {
  return (from === undefined ? isEmpty(to) : to === undefined && isEmpty(from)) && path.at(-1) !== 'taints';
}

/** An object or a list that has nothing in it, however deep. */
export function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.values(value).every((item) => item === undefined || item === null || isEmpty(item));
}

/** Maps of Go, of which an empty one is not none up to 1.10; all other empty objects are equal to none in every release. */
const GO_MAPS = ['extraArgs', 'kubeletExtraArgs', 'featureGates'];

/** Whether nothing empty stands against nothing that any release would tell apart. */
export function isSameToAll(field: FieldChange): boolean {
  const { from, to } = field.difference;
  return isEmptied(field) && !Array.isArray(from ?? to) && !GO_MAPS.includes(String(field.path.at(-1)));
}
