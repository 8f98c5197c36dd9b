import { createRoleRule, type Right, type RoleRule } from '../../compat/index.ts';
import { asList, getIn, isSame } from '../../data.ts';
import { groupBy } from '../../group-by.ts';

/** A listed release, and the objects in its cluster class that CSO's own role does not let it create. */
export interface ClassRights {
  /** `openstack-scs-1-32-v4` */
  readonly release: string;
  /** Undefined where its cluster class was not rendered. */
  readonly lacking: readonly Right[] | undefined;
}

/** A rule that CSO's role is to have, and the releases that need it. */
export interface NeededRule {
  readonly kind: string;
  readonly apiVersion: string;
  readonly rule: RoleRule;
  readonly releases: readonly string[];
}

/** The chart's default, which rules of one's own replace. Source: CSO, charts/values.yaml of chart 0.4.1 */
export const DEFAULT_RULE: RoleRule = createRoleRule('openstack.k-orc.cloud', 'images');

/** The rules that the chart's role lacks, each once, in an order that is always the same. */
export function listNeededRules(classes: readonly ClassRights[]): readonly NeededRule[] {
  const lacking = classes.flatMap(({ release, lacking = [] }) =>
    lacking.filter(isPossible).map(({ object, rule }) => ({ release, object, rule })),
  );
  const rules = groupBy(lacking, ({ rule }) => formatRule(rule));
  return [...rules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, [first, ...others]]) => {
      if (first === undefined) return [];
      const { kind, apiVersion } = first.object;
      return [{ kind, apiVersion, rule: first.rule, releases: [first, ...others].map(({ release }) => release) }];
    });
}

/** No server creates anything else, and a rule for it might mean more: `*` is every group. */
function isPossible({ object: { apiVersion, kind } }: Right): boolean {
  return /^[a-z0-9./-]+$/.test(apiVersion) && /^[A-Za-z][A-Za-z0-9]*$/.test(kind);
}

/** The rules of before that are not known to be needless: a listed release that was not rendered may need them. */
export function listKeptRules(
  classes: readonly ClassRights[],
  needed: readonly NeededRule[],
  previous: readonly RoleRule[],
): readonly RoleRule[] {
  if (classes.every(isRendered)) return [];
  const known = new Set([DEFAULT_RULE, ...needed.map(({ rule }) => rule)].map(formatRule));
  return previous.filter((rule) => !known.has(formatRule(rule)));
}

/** Rules that are written as `createRoleRule` makes them; others are somebody else's. */
export function readRules(data: unknown): readonly RoleRule[] {
  return asList(data).flatMap((item) => {
    const [group, resource] = [asList(getIn(item, 'apiGroups'))[0], asList(getIn(item, 'resources'))[0]];
    if (typeof group !== 'string' || typeof resource !== 'string') return [];
    const rule = createRoleRule(group, resource);
    return isSame(item, rule) ? [rule] : [];
  });
}

function isRendered({ lacking }: ClassRights): boolean {
  return lacking !== undefined;
}

function formatRule({ apiGroups, resources }: RoleRule): string {
  return `${apiGroups.join()}/${resources.join()}`;
}

/** Why the role has them, and that some needs are not known. Sentences, which do not change with every release. */
export function describeRights(
  classes: readonly ClassRights[],
  rules: readonly NeededRule[],
  kept: readonly RoleRule[],
): readonly string[] {
  return [
    ...rules.map(({ kind, apiVersion }) => `Has rights on ${kind} of ${apiVersion}, which cluster classes contain.`),
    ...kept.map((rule) => `Keeps rights on ${formatRule(rule).replace(/^\//, '')}, which a listed release that was not rendered may need.`),
    ...(classes.every(isRendered) ? [] : ['Not all cluster classes were rendered, so rights that they may need can be missing here.']),
  ];
}
