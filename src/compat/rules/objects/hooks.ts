import type { Stage } from '../../../stack/index.ts';
import type { Facts } from '../../facts.ts';

/** The stages of a hook, in the order in which CSO runs them. */
function listStages(hook: string, { stages }: Facts): readonly Stage[] {
  return stages?.hooks.findLast(({ name }) => name === hook)?.stages ?? [];
}

/** Whether CSO applies an addon in a hook. */
export function appliesIn(hook: string, folder: string | undefined, facts: Facts): boolean {
  return positionIn(hook, folder, facts) !== undefined;
}

/** The first stage of a hook that applies an addon. */
export function positionIn(hook: string, folder: string | undefined, facts: Facts): number | undefined {
  const position = listStages(hook, facts).findIndex(
    ({ name, action }) => name !== undefined && name.source === folder && action?.source === 'apply',
  );
  return position < 0 ? undefined : position;
}
