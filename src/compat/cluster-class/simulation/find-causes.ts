import { listFormProblems } from '../check-patch-form.ts';
import { isThere, listUses } from '../list-uses.ts';
import type { ClassPatch, ClusterClass } from '../model.ts';
import type { Failure } from './apply-patches.ts';

/**
 * Tells which failures of a patch only follow from what class-patch-form or class-variable refuses: an operation that is
 * written wrongly, or a variable that is not there.
 */
export function findCauses({ variables }: ClusterClass, patch: ClassPatch): (failure: Failure) => boolean {
  const malformed = new Set(listFormProblems(patch).flatMap(({ part, pointer }) => (part === 'patch' ? [] : [pointer])));
  const lacking = new Set(listUses(patch).flatMap((use) => (isThere(use, variables) ? [] : [use.pointer])));
  return (failure) => malformed.has(failure.pointer) || (lacking.has(failure.pointer) && !isOfPlace(failure));
}

const MISSING = ' does not exist';

/** Whether it failed for what is not there in the template, whatever the value is. */
export function isOfPlace({ message }: Failure): boolean {
  return message.endsWith(MISSING);
}
