import type { RenderedObject } from '../../../chart/index.ts';
import { isObject } from '../../../data.ts';
import { isClusterApi, versionOf } from '../../api-version.ts';
import { checkSpec, type FieldProblem, type Fields, findFields, listIgnored } from '../../cluster-class/fields/check-fields.ts';
import { listObjects } from '../../cluster-class/model.ts';
import { findServed } from '../../cluster-class/served.ts';
import type { ClusterApiTable } from '../../knowledge/cluster-api.ts';
import { CRD_FIELDS } from '../../knowledge/crd-fields.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_FIELD: Rule<'class-field'> = {
  code: 'class-field',
  title: 'the objects of the cluster class have the fields that their kinds define, with the right types',
  why: 'CSO applies them with server-side apply. The API server rejects an unknown field, a missing field that is required, and a value of the wrong type. The kubeadm providers’ webhooks also reject a file whose path stands twice, for instance.',
  source: CRD_FIELDS.source,
  verdicts: ['ok', 'refuse', 'warn', 'unknown'],
  passes: { files: exampleClass() },
  fails: { files: exampleClass(['{customImage: ', '{image: ']) },
  check: (facts) => {
    const ignored = listIgnored(facts);
    return listObjects(facts).flatMap((object) => checkObject(facts.knowledge.clusterApi, object, ignored));
  },
};

function checkObject(table: ClusterApiTable, object: RenderedObject, ignored: ReadonlySet<string>): Judgement[] {
  const { apiVersion, kind, name, data, place } = object;
  const named = { subject: `${kind}/${name}`, place };
  const lookup = findFields(CRD_FIELDS, apiVersion, kind, ignored);
  if (lookup.kind === 'unknown') {
    // Of what no release serves another rule speaks.
    const served = findServed(table, apiVersion, kind).kind;
    if (!isClusterApi(apiVersion) || served === 'not-served' || served === 'no-such-kind') return [];
    return [
      {
        ...named,
        verdict: 'unknown',
        message: `no rule knows the fields of ${kind} of ${apiVersion}: neither the object nor the patches for it are checked against them`,
      },
    ];
  }
  if (lookup.kind === 'not-served') return [];
  const all = [...checkTop(object, lookup.fields), ...checkSpec(lookup.fields, data['spec'])];
  if (all.length === 0) return [{ ...named, verdict: 'ok', message: `all its fields are those of ${kind} of ${apiVersion}` }];
  // One mistake made in every item of a list is one finding.
  const alike = new Map<string, FieldProblem[]>();
  for (const problem of all) {
    const known = alike.get(problem.message);
    if (known === undefined) alike.set(problem.message, [problem]);
    else known.push(problem);
  }
  return [...alike.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...named, ...judge(object, first, others.length) }],
  );
}

function judge(object: RenderedObject, problem: FieldProblem, others: number): Pick<Judgement, 'verdict' | 'message'> {
  const text = `${problem.path} ${problem.message}${others > 0 ? `, as in ${others} other ${others === 1 ? 'place' : 'places'}` : ''}`;
  if (problem.kind === 'partial') return { verdict: 'warn', message: text };
  if (problem.kind === 'missing' && !isCertain(object, problem.path)) {
    return { verdict: 'warn', message: `${text}, unless a webhook of the release in use fills it in; write it out` };
  }
  const mixed = problem.kind === 'undeclared' && /(?:^|\.)(?:ref|templateRef)$/.test(problem.path);
  return {
    verdict: 'refuse',
    message: `${text} (${object.apiVersion})${mixed ? '; v1beta1 writes ref, v1beta2 templateRef, and one object is of one version' : ''}`,
  };
}

/** The webhooks of v1beta1 add what Go has a zero for; those of Cluster API's own v1beta2 add nothing, nor do CAPO's and ORC's. */
function isCertain({ kind, apiVersion }: RenderedObject, path: string): boolean {
  if (/^OpenStack.*Template$|^Image$/.test(kind) || !path.startsWith('spec.') || path === 'spec.template') return true;
  return versionOf(apiVersion) === 'v1beta2' && /^(?:Cluster|ClusterClass|MachineHealthCheck|Kubeadm.*Template)$/.test(kind);
}

const TOP: readonly string[] = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];

/** The kinds whose CRDs require it, of those in the table. */
const NEED_SPEC = ['ClusterClass v1beta2', 'Cluster v1beta2', 'MachineHealthCheck v1beta2', 'Image v1alpha1'];

function checkTop({ data, kind }: RenderedObject, { version }: Fields): FieldProblem[] {
  const unknown = Object.keys(data).filter((key) => !TOP.includes(key));
  const { spec } = data;
  return [
    ...unknown.map(
      (key): FieldProblem => ({ kind: 'undeclared', path: key, message: 'is not a field of an object; is its indentation right?' }),
    ),
    ...(isObject(spec) || !NEED_SPEC.includes(`${kind} ${version.version}`)
      ? []
      : [{ kind: 'missing', path: kind, message: 'has no spec' } as const]),
  ];
}
