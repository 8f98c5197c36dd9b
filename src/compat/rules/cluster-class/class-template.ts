import { groupOf, isClusterApi } from '../../api-version.ts';
import { describeUnread, listObjects } from '../../cluster-class/model.ts';
import type { Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_TEMPLATE: Rule<'class-template'> = {
  code: 'class-template',
  title: 'the ClusterClass refers to every template of the cluster class',
  why: 'A template that nothing refers to has no effect. Usually a ref was renamed and the template forgotten, or the other way round.',
  source: 'Cluster API, ClusterClass',
  verdicts: ['warn'],
  passes: { files: exampleClass() },
  fails: { files: { ...exampleClass(), 'cluster-class/templates/other.yaml': formatOther() } },
  check: (facts) => {
    const classes = facts.clusterClass.classes();
    // The unreadable parts may name them.
    if (classes.length === 0 || describeUnread(facts) !== undefined) return [];
    const named = new Set(
      classes.flatMap(({ refs }) => refs.map(({ apiVersion, kind, name }) => `${groupOf(apiVersion)} ${kind} ${name}`)),
    );
    // Objects of other kinds may name templates, too: a remediation template, a data template.
    const elsewhere = new Set(listObjects(facts).flatMap(({ data }) => listNamedTemplates(data)));
    return listObjects(facts)
      .filter(
        ({ kind, name, apiVersion }) =>
          kind.endsWith('Template') &&
          isClusterApi(apiVersion) &&
          !elsewhere.has(`${kind} ${name}`) &&
          !named.has(`${groupOf(apiVersion)} ${kind} ${name}`),
      )
      .map(({ kind, name, place }) => ({
        verdict: 'warn',
        subject: `${kind}/${name}`,
        message: 'no ref of the ClusterClass names this template, so it has no effect; name it or delete it',
        place,
      }));
  },
};

/** Kind and name of whatever an object names by kind and name, or by name alone in a `…Template` field. */
function listNamedTemplates(value: unknown, depth = 0): string[] {
  if (typeof value !== 'object' || value === null || depth > 50) return [];
  const { kind, name } = value as { kind?: unknown; name?: unknown };
  const own = typeof kind === 'string' && typeof name === 'string' ? [`${kind} ${name}`] : [];
  const fields = Object.entries(value).flatMap(([key, item]) => {
    const target = key === 'dataTemplate' ? (item as { name?: unknown } | null)?.name : undefined;
    return [...(typeof target === 'string' ? [`Metal3DataTemplate ${target}`] : []), ...listNamedTemplates(item, depth + 1)];
  });
  return [...own, ...fields];
}

function formatOther(): string {
  return `apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: DockerMachineTemplate
metadata: {name: forgotten}
spec: {template: {spec: {}}}
`;
}
