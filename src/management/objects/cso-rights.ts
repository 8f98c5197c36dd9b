import { createRoleRule, type Right, type RoleRule } from '../../compat/index.ts';
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
  const lacking = classes.flatMap(({ release, lacking = [] }) => lacking.map(({ object, rule }) => ({ release, object, rule })));
  const rules = groupBy(lacking, ({ rule }) => `${rule.apiGroups.join()}/${rule.resources.join()}`);
  return [...rules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, [first, ...others]]) => {
      if (first === undefined) return [];
      const { kind, apiVersion } = first.object;
      return [{ kind, apiVersion, rule: first.rule, releases: [first, ...others].map(({ release }) => release) }];
    });
}

/** Why the role has them, and that some needs are not known. Sentences, which do not change with every release. */
export function describeRights(classes: readonly ClassRights[], rules: readonly NeededRule[]): readonly string[] {
  return [
    ...rules.map(({ kind, apiVersion }) => `Has rights on ${kind} of ${apiVersion}, which cluster classes contain.`),
    ...(classes.every(({ lacking }) => lacking !== undefined)
      ? []
      : ['Not all cluster classes were rendered, so rights that they may need can be missing here.']),
  ];
}
