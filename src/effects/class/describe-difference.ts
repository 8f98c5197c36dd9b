import type { EffectScope } from '../../effect.ts';
import type { Draft } from '../context.ts';
import type { RuleId } from '../rules.ts';
import type { TemplateChange, TemplateDifference } from './template-change.ts';

/** The parts of an effect that every difference gives. */
export function describeDifference(
  { unit }: TemplateChange,
  { cause, isOwnName }: TemplateDifference,
  rule: RuleId,
  message: string,
): Pick<Draft, 'subject' | 'cause' | 'rule' | 'message'> & { readonly scope?: EffectScope } {
  return {
    subject: unit.subject,
    cause,
    ...(unit.workers && { scope: { kind: 'classes', classes: [unit.workers.class] } as const }),
    rule: isOwnName ? 'own-version' : rule,
    message: isOwnName ? `${message}, since the release's own name or version stands in it; so every release does` : message,
  };
}

/** Said of machines that are replaced only if a value differs from what the API server fills in. */
export const UNLESS_DEFAULT = ', unless the value is the one that the API server fills in where there is none';

/** Said of machines that are replaced only if something empty is not stored as nothing at all, as conversions and webhooks may do. */
export const UNLESS_EMPTY = ', unless what is empty is stored as nothing at all';
