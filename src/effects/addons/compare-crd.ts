import type { RenderedObject } from '../../chart/index.ts';
import { compareSchemas } from '../../compat/index.ts';
import { asList, asMap, asText, getIn } from '../../data.ts';

/** How a custom resource definition takes less than before. */
export interface CrdChange {
  /** `refused`: the API server takes no such change; `breaking`: objects that exist may not fit any more. */
  readonly kind: 'refused' | 'breaking';
  readonly path: string;
  readonly message: string;
}

/**
 * Versions, fields, values and bounds that are gone or narrower.
 * Source: the questions are those of kubernetes-sigs/crdify, pkg/validations
 */
export function compareCrd(old: RenderedObject, now: RenderedObject): readonly CrdChange[] {
  const versions = (object: RenderedObject) =>
    new Map(asList(getIn(object.data, 'spec', 'versions')).map((item) => [asText(getIn(item, 'name')) ?? '', item]));
  const current = versions(now);
  return [...versions(old)].flatMap(([name, before]): CrdChange[] => {
    const after = current.get(name);
    const path = `spec.versions[${name}]`;
    if (after === undefined) {
      const isStored = getIn(before, 'storage') === true;
      const message = isStored
        ? `version ${name}, in which objects are stored, is gone; the API server rejects that while any are`
        : `version ${name} is gone`;
      return [{ kind: isStored ? 'refused' : 'breaking', path, message }];
    }
    const unserved: CrdChange[] =
      getIn(before, 'served') === true && getIn(after, 'served') !== true
        ? [{ kind: 'breaking', path, message: `version ${name} is no longer served` }]
        : [];
    const schema = (version: unknown) => asMap(getIn(version, 'schema', 'openAPIV3Schema')) ?? {};
    const changes = compareSchemas(schema(before), schema(after), { path: '', everywhere: false, fallback: undefined });
    return [
      ...unserved,
      ...changes.map(({ path: field, message }): CrdChange => {
        const shown = field.replace(/^\./, '');
        return { kind: 'breaking', path: `${path} ${shown}`.trim(), message: `${shown} ${message}`.trim() };
      }),
    ];
  });
}
