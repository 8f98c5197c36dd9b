import type { Effect } from '../../effect.ts';
import { type Context, createEffect } from '../context.ts';
import { listKubernetesEffects, type WorkerClass } from '../kubernetes-effects.ts';
import { awaitDeletion } from './await-deletion.ts';
import { compareClassFields } from './compare-class-fields.ts';
import { compareMetadata } from './compare-metadata.ts';
import { compareOldNames } from './compare-old-names.ts';
import { compareReferences } from './compare-references.ts';
import { compareTemplates } from './compare-templates.ts';
import { compareVariables } from './compare-variables.ts';
import { type ClassPair, openClasses } from './open-classes.ts';

/** What Cluster API does with a cluster that moves to the newer class. */
export function listClassEffects(context: Context): Effect[] {
  const opened = openClasses(context);
  if (opened.kind === 'unknown') return [...listKubernetesEffects(context, []), describeUnread(context, opened.why)];
  const { classes, gaps } = opened;
  const effects = [
    ...compareReferences(context, classes),
    ...compareVariables(context, classes),
    ...compareOldNames(context, classes),
    ...listKubernetesEffects(context, listWorkers(context, classes)),
    ...compareTemplates(context, classes),
    ...compareClassFields(context, classes),
    ...compareMetadata(context, classes),
    ...gaps.map((gap) => describeUnread(context, `parts of the cluster class were not read, ${gap}`)),
  ];
  return awaitDeletion(context, classes, effects);
}

/** The worker classes that both releases have, or of those the cluster's. */
function listWorkers({ cluster }: Context, { before, after }: ClassPair): readonly WorkerClass[] {
  return (['machineDeployment', 'machinePool'] as const).flatMap((kind) => {
    const list = kind === 'machineDeployment' ? 'deploymentClasses' : 'poolClasses';
    const all = [...new Set(after.clusterClass[list])].filter((name) => name !== '' && before.clusterClass[list].includes(name));
    const isUsed = (name: string) => cluster === undefined || cluster.workers.some((own) => own.kind === kind && own.class === name);
    return all.filter(isUsed).map((name) => ({ kind, name }));
  });
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
