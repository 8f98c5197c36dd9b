import { isObject } from '../../data.ts';
import type { EffectKind } from '../../effect.ts';
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
  /** More to say, as the end of a sentence. */
  readonly condition?: string;
}

/** Said where a whole part goes, which the webhook's list of paths does not have. */
export const REMOVED = 'unless the webhook of KubeadmControlPlane rejects that the whole of it goes';

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
