import { IMMUTABLE_TEMPLATES, identifyObject, listObjects } from '../../compat/index.ts';
import { getIn } from '../../data.ts';
import type { Effect } from '../../effect.ts';
import { type Context, createEffect } from '../context.ts';
import { createCause } from '../create-cause.ts';
import { formatField, listDifferences } from '../list-differences.ts';
import { locateField } from '../locate-field.ts';
import type { ClassPair } from './open-classes.ts';

/** Templates that keep their names and have another spec where their webhooks take none: the release is never installed. */
export function compareOldNames(context: Context, { before, after }: ClassPair): Effect[] {
  const known = new Map(listObjects(before.side).map((object) => [identifyObject(object, undefined), object]));
  return listObjects(after.side).flatMap((object): Effect[] => {
    const twin = known.get(identifyObject(object, undefined));
    if (twin === undefined || twin.apiVersion !== object.apiVersion || !IMMUTABLE_TEMPLATES.includes(object.kind)) return [];
    const [difference] = listDifferences(getIn(twin.data, 'spec'), getIn(object.data, 'spec'), ['spec']);
    if (difference === undefined) return [];
    const place = locateField(after.side.clusterClass.chart, object, difference);
    return [
      createEffect(context, {
        kind: 'refused',
        when: 'admission',
        subject: `${object.kind}/${object.name}`,
        rule: 'template-immutable',
        message: `${object.kind}/${object.name} keeps its name and has another spec, which its webhook rejects; CSO never gets the release installed`,
        cause: createCause(place, `${object.kind} ${formatField(difference)}`, difference),
      }),
    ];
  });
}
