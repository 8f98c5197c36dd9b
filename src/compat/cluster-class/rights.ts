import type { RenderedObject } from '../../chart/index.ts';
import { groupBy } from '../../group-by.ts';
import { groupOf } from '../api-version.ts';
import type { OperatorRelease } from '../knowledge/cluster-api.ts';
import { listObjects } from './model.ts';

/** A rule of a Kubernetes Role. */
export interface RoleRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** A kind in a cluster class, by the first object of it, and the rule by which CSO may create it. */
export interface Right {
  readonly object: RenderedObject;
  /** Whether CSO's own role has it. */
  readonly isGiven: boolean;
  readonly rule: RoleRule;
}

/** The rights that CSO needs to create the objects of a rendered cluster class, each kind once. */
export function listRights(rendered: Parameters<typeof listObjects>[0], operator: OperatorRelease): readonly Right[] {
  const objects = listObjects(rendered).filter(({ kind, apiVersion }) => kind !== '' && apiVersion !== '' && !kind.endsWith('List'));
  const kinds = groupBy(objects, ({ apiVersion, kind }) => `${groupOf(apiVersion)}/${kind}`);
  return [...kinds.values()].flatMap(([object]) =>
    object === undefined
      ? []
      : [{ object, isGiven: mayCreate(operator, object), rule: createRoleRule(groupOf(object.apiVersion), pluralOf(object.kind)) }],
  );
}

/** All that CSO does with objects that it applies. */
export function createRoleRule(group: string, resource: string): RoleRule {
  return { apiGroups: [group], resources: [resource], verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'] };
}

function mayCreate({ creates }: OperatorRelease, { apiVersion, kind }: RenderedObject): boolean {
  return creates.some(({ group, kinds }) => group === groupOf(apiVersion) && (kinds.includes('*') || kinds.includes(kind)));
}

/** Source: how the API machinery guesses a resource's name, `UnsafeGuessKindToResource` of k8s.io/apimachinery; and `gateways`, as CRDs spell it. */
function pluralOf(kind: string): string {
  const singular = kind.toLowerCase();
  if (singular.endsWith('endpoints')) return singular;
  if (/[aeiou]y$/.test(singular)) return `${singular}s`;
  if (singular.endsWith('s')) return `${singular}es`;
  return singular.endsWith('y') ? `${singular.slice(0, -1)}ies` : `${singular}s`;
}
