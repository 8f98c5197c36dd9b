import { isObject } from '../../data.ts';

/** The defaults of the keys inside of a variable, by path: `podSecurityStandard.enforce`. */
export function listNestedDefaults(schema: Readonly<Record<string, unknown>>, path: string): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  const visit = (below: Readonly<Record<string, unknown>>, at: string): void => {
    for (const [key, value] of Object.entries(isObject(below['properties']) ? below['properties'] : {})) {
      if (!isObject(value)) continue;
      if (value['default'] !== undefined && value['default'] !== null) found.set(`${at}.${key}`, value['default']);
      visit(value, `${at}.${key}`);
    }
    if (isObject(below['items'])) visit(below['items'], `${at}[]`);
    if (isObject(below['additionalProperties'])) visit(below['additionalProperties'], `${at}.*`);
  };
  visit(schema, path);
  return found;
}
