import { compareSchemas, slotOf } from '../../compat/index.ts';
import { asList, asMap, type DataMap, getIn } from '../../data.ts';
import type { Difference } from './compare-values.ts';
import { formatSteps } from './path.ts';

/**
 * What a newer definition of an API takes away from those who use it, each with the difference that does it.
 * Source: the checks of kubernetes-sigs/crdify
 */
export function findBreaking(before: DataMap, after: DataMap, differences: readonly Difference[]): ReadonlyMap<Difference, string> {
  const found = new Map<Difference, string>();
  const byPath = differences.map((difference) => ({ difference, path: formatSteps(difference.path) }));
  const say = (path: string, message: string): void => {
    const difference = byPath.find((one) => one.path === path) ?? byPath.find((one) => one.path.startsWith(path));
    if (difference === undefined) return;
    const said = found.get(difference.difference);
    found.set(difference.difference, said === undefined ? message : `${said}; ${message}`);
  };
  for (const { difference, path } of byPath) {
    if (/^spec\.(?:scope|group|names\.(?:kind|plural))$/.test(path)) say(path, `${path} is another, and no API server takes that`);
    const [, version = ''] = /^spec\.versions\[([^\]]+)\](?:\.served)?$/.exec(path) ?? [];
    const isGone = difference.change === 'removed' || (path.endsWith('.served') && difference.to === false);
    if (version !== '' && isGone) say(path, `${version} is no longer served`);
  }
  const versionsOf = (data: DataMap) => new Map(asList(getIn(data, 'spec', 'versions')).map((one) => [String(getIn(one, 'name')), one]));
  const now = versionsOf(after);
  for (const [name, version] of versionsOf(before)) {
    const [from, to] = [version, now.get(name)].map((one) => asMap(getIn(one, 'schema', 'openAPIV3Schema')));
    if (from === undefined || to === undefined) continue;
    for (const { path, message } of compareSchemas(from, to, slotOf('', from, false))) {
      say(`spec.versions[${name}].schema.openAPIV3Schema${toSchemaPath(path)}`, `${name}: ${path.replace(/^\./, '')} ${message}`);
    }
  }
  return found;
}

/** `.properties.spec.properties.zones.items` of `.spec.zones[]` */
function toSchemaPath(path: string): string {
  return path
    .split('.')
    .filter((part) => part !== '')
    .map((part) => (part === '*' ? '.additionalProperties' : `.properties.${part.replaceAll('[]', '')}${'.items'.repeat(part.split('[]').length - 1)}`))
    .join('');
}
