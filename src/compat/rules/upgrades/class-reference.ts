import { describeGap } from '../../completeness.ts';
import type { Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { findShape } from './class-shape.ts';
import { judgeClasses, WEBHOOK } from './compare-classes.ts';
import { describeClass } from './examples.ts';

const infrastructure = (kind: string) =>
  describeClass(`infrastructure: {ref: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: ${kind}, name: demo}}`);

export const CLASS_REFERENCE: Rule<'class-reference'> = {
  code: 'class-reference',
  title: 'the ClusterClass refers to templates of the same kinds as before',
  why: 'Cluster API never lets a cluster move to a class whose infrastructure or control plane has another kind, and no edit by the cluster’s owner changes that. Worker classes are compared by name.',
  source: WEBHOOK,
  verdicts: ['refuse', 'ok', 'unknown'],
  passes: { files: infrastructure('DockerClusterTemplate'), earlier: infrastructure('DockerClusterTemplate') },
  fails: { files: infrastructure('DevClusterTemplate'), earlier: infrastructure('DockerClusterTemplate') },
  check: (facts) => [
    ...findUnreadable(facts),
    ...judgeClasses(facts, 'the templates that its class refers to are of the same kinds', ({ now, before, earlier }) =>
      [...before.references].flatMap(([at, old]): Judgement[] => {
        const reference = now.references.get(at);
        if (reference === undefined || (reference.group === old.group && reference.kind === old.kind)) return [];
        const remedy = now.workers.has(at)
          ? 'put the new kind into a class of workers of another name beside it'
          : 'make a stack of another name';
        const message = `refers to ${reference.kind} (${reference.group}), and in ${earlier.name} to ${old.kind} (${old.group}); Cluster API lets no cluster of it take the new class, so keep the kind, or ${remedy}`;
        return [{ verdict: 'refuse', subject: at, message, place: now.place }];
      }),
    ),
  ],
};

/** A class of an earlier release that was not read whole cannot be compared. One of this stack has a finding of its own. */
function findUnreadable({ clusterClass, earlier = [] }: Facts): Judgement[] {
  if (findShape(clusterClass) === undefined) return [];
  return earlier.flatMap(({ name, clusterClass: before }): Judgement[] => {
    const gap =
      describeGap(before.rendering) ?? (findShape(before) === undefined ? 'its chart does not render to one ClusterClass' : undefined);
    if (gap === undefined) return [];
    const message = `its ClusterClass cannot be compared with the new one: ${gap}`;
    return [{ verdict: 'unknown', subject: name, message }];
  });
}
