import { getIn } from '../../data.ts';
import type { Effect } from '../../effect.ts';
import { type Context, createEffect } from '../context.ts';
import { createCause } from '../create-cause.ts';
import { formatField } from '../list-differences.ts';
import { listOwnDifferences } from '../own-names.ts';
import type { ClassPair } from './open-classes.ts';

/** Labels and annotations of the templates themselves, but for the release's own names in them. */
export function compareMetadata(context: Context, { before, after }: ClassPair): Effect[] {
  const read = (data: unknown) => ({ labels: getIn(data, 'metadata', 'labels'), annotations: getIn(data, 'metadata', 'annotations') });
  return after.patchable.targets.flatMap(({ ref, object }) => {
    const old = before.patchable.targets.find((target) => target.ref.path === ref.path && target.ref.kind === ref.kind);
    if (old === undefined) return [];
    return listOwnDifferences(read(old.object.data), before.side, read(object.data), after.side, ['metadata']).map((difference) => {
      return createEffect(context, {
        kind: 'in-place',
        subject: object.kind,
        rule: 'template-metadata',
        message: 'labels or annotations of the template change; its objects are patched, and no machine is replaced',
        cause: createCause({ file: object.place.file }, `${object.kind} ${formatField(difference)}`, difference),
      });
    });
  });
}
