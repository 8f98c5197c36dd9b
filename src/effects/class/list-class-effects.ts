import type { Effect } from '../../effect.ts';
import { type Context, createEffect } from '../context.ts';
import { listKubernetesEffects } from '../kubernetes-effects.ts';
import { compareClassFields } from './compare-class-fields.ts';
import { compareMetadata } from './compare-metadata.ts';
import { compareOldNames } from './compare-old-names.ts';
import { compareReferences } from './compare-references.ts';
import { compareTemplates } from './compare-templates.ts';
import { compareVariables } from './compare-variables.ts';
import { openClasses } from './open-classes.ts';

/** What Cluster API does with a cluster that moves to the newer class. */
export function listClassEffects(context: Context): Effect[] {
  const opened = openClasses(context);
  if (opened.kind === 'unknown') return [...listKubernetesEffects(context, []), describeUnread(context, opened.why)];
  const { classes, gaps } = opened;
  const { cluster } = context;
  const all = classes.after.clusterClass.deploymentClasses.filter((name) => classes.before.clusterClass.deploymentClasses.includes(name));
  const workers = cluster === undefined ? all : all.filter((name) => cluster.workers.some((own) => own.class === name));
  return [
    ...compareReferences(context, classes),
    ...compareVariables(context, classes),
    ...compareOldNames(context, classes),
    ...listKubernetesEffects(context, [...new Set(workers)]),
    ...compareTemplates(context, classes),
    ...compareClassFields(context, classes),
    ...compareMetadata(context, classes),
    ...gaps.map((gap) => describeUnread(context, `parts of the cluster class were not read, ${gap}`)),
  ];
}

function describeUnread(context: Context, why: string): Effect {
  const { file } = context.after.clusterClass.chart.yaml;
  const message = `what happens to control plane and workers is not known: ${why}`;
  return createEffect(context, {
    kind: 'unknown',
    subject: 'cluster class',
    rule: 'class-unread',
    message,
    cause: { file, field: 'cluster-class' },
  });
}
