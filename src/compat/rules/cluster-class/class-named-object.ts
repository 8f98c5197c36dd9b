import type { RenderedObject } from '../../../chart/index.ts';
import { isObject } from '../../../data.ts';
import { groupOf } from '../../api-version.ts';
import { listObjects } from '../../cluster-class/model.ts';
import { SAMPLE_CLUSTER } from '../../cluster-class/simulation/builtins.ts';
import { NAMED_OBJECTS } from '../../knowledge/named-objects.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

const CLUSTER = 'metadata: {name: cluster}\nspec: {template: {spec: {}}}';
const NAMING = 'metadata: {name: cluster}\nspec: {template: {spec: {loadBalancer: {customHAProxyConfigTemplateRef: {name: haproxy}}}}}';

export const CLASS_NAMED_OBJECT: Rule<'class-named-object'> = {
  code: 'class-named-object',
  title: 'objects that the cluster class’s templates name are part of the release',
  why: 'Machines wait forever for an object that does not exist. Some of these objects, above all secrets with credentials, someone else has to provide: tell the users of the stack.',
  source: NAMED_OBJECTS.source,
  verdicts: ['unknown'],
  passes: {
    files: exampleClass(
      [CLUSTER, NAMING],
      [
        'apiVersion: infrastructure.cluster.x-k8s.io/v1beta1\nkind: DockerClusterTemplate',
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: haproxy}\n---\napiVersion: infrastructure.cluster.x-k8s.io/v1beta1\nkind: DockerClusterTemplate',
      ],
    ),
  },
  fails: { files: exampleClass([CLUSTER, NAMING]) },
  check: (facts) => {
    const objects = listObjects(facts);
    const brought = new Set(objects.map(({ kind, name }) => `${kind}/${name}`));
    // The patched template counts, but for names that depend on the cluster or its user.
    const patched = facts
      .simulations()
      .flatMap(({ open }) => open.documents.map(({ target, document }) => ({ object: target.object, data: document })));
    const seen = new Set(patched.map(({ object }) => object));
    const others = objects.filter((object) => !seen.has(object)).map((object) => ({ object, data: object.data }));
    const judgements = [...patched, ...others].flatMap(({ object, data }) =>
      NAMED_OBJECTS.fields
        .filter(({ kind }) => kind === object.kind && groupOf(object.apiVersion).endsWith('.cluster.x-k8s.io'))
        .flatMap(({ path, names }) =>
          readAll(data, path.split('.'))
            .filter((name) => !brought.has(`${names}/${name}`) && !isMadeUp(object, name))
            .map(
              (name): Judgement => ({
                verdict: 'unknown',
                subject: `${names}/${name}`,
                place: object.place,
                message: `is named by ${object.kind}/${object.name} in ${path.replaceAll('[]', '')}, and does not come with the release: clusters wait for it unless somebody brings it`,
              }),
            ),
        ),
    );
    return [...new Map(judgements.map((judgement) => [judgement.subject, judgement])).values()];
  },
};

/** A name made of the cluster's own, which stands nowhere in the template. */
function isMadeUp({ data }: RenderedObject, name: string): boolean {
  return name.includes(SAMPLE_CLUSTER) && !JSON.stringify(data).includes(name);
}

/** All texts at a path. */
function readAll(value: unknown, [key, ...rest]: readonly string[]): readonly string[] {
  if (key === undefined) return typeof value === 'string' && value !== '' ? [value] : [];
  const list = key.endsWith('[]');
  const below = isObject(value) ? value[list ? key.slice(0, -2) : key] : undefined;
  if (!list) return readAll(below, rest);
  return Array.isArray(below) ? below.flatMap((item) => readAll(item, rest)) : [];
}
