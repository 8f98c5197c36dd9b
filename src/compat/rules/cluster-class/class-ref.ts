import type { RenderedObject } from '../../../chart/index.ts';
import { groupOf } from '../../api-version.ts';
import { findFields, listReleases } from '../../cluster-class/fields/check-fields.ts';
import { describeUnread, listObjects, type TemplateRef } from '../../cluster-class/model.ts';
import { indexTemplates, keyOf } from '../../cluster-class/simulation/index-templates.ts';
import { CRD_FIELDS } from '../../knowledge/crd-fields.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_REF: Rule<'class-ref'> = {
  code: 'class-ref',
  title: 'every ref in the ClusterClass names a template that the chart renders',
  why: 'Cluster API cannot create a cluster from a template that does not exist.',
  source: 'Cluster API, ClusterClass',
  verdicts: ['ok', 'refuse', 'warn', 'unknown'],
  passes: { files: exampleClass() },
  fails: { files: exampleClass(['KubeadmConfigTemplate, name: worker', 'KubeadmConfigTemplate, name: wroker']) },
  check: (facts) => {
    const objects = listObjects(facts);
    const unread = describeUnread(facts);
    const templates = indexTemplates(objects);
    const byKind = new Map<string, RenderedObject[]>();
    for (const object of objects) {
      const known = byKind.get(object.kind);
      if (known === undefined) byKind.set(object.kind, [object]);
      else known.push(object);
    }
    return facts.clusterClass.classes().flatMap(({ object, refs }) =>
      refs.map((ref): Judgement => {
        const { place } = object;
        const subject = `${ref.kind}/${ref.name}`;
        if (templates.has(keyOf(ref))) return { verdict: 'ok', subject, message: `is what ${ref.path} names`, place };
        const ofKind = byKind.get(ref.kind) ?? [];
        const other = ofKind.find(({ name, apiVersion }) => name === ref.name && groupOf(apiVersion) === groupOf(ref.apiVersion));
        if (other === undefined && unread !== undefined) {
          return {
            verdict: 'unknown',
            subject,
            message: `whether the chart renders what ${ref.path} names is not known: ${unread}`,
            place,
          };
        }
        return { subject, place, ...judgeMissing(ref, other, ofKind) };
      }),
    );
  },
};

function judgeMissing(
  ref: TemplateRef,
  other: RenderedObject | undefined,
  ofKind: readonly RenderedObject[],
): Pick<Judgement, 'verdict' | 'message'> {
  if (other === undefined) {
    const there = ofKind.map(({ apiVersion, name }) => `${name} (${apiVersion})`);
    const advice = there.length > 0 ? `of this kind there is ${there.slice(0, 5).join(', ')}` : 'there is none of this kind';
    return { verdict: 'refuse', message: `${ref.path} names it at ${ref.apiVersion}, and the chart renders no such object; ${advice}` };
  }
  const message = `${ref.path} names it at ${ref.apiVersion}, and it is rendered at ${other.apiVersion}`;
  if (haveCommonRelease(ref, other)) {
    return {
      verdict: 'warn',
      message: `${message}: only the provider's conversion makes them meet, and patches are not checked; write one version`,
    };
  }
  return { verdict: 'refuse', message: `${message}: no release of the provider serves both; write one version` };
}

/** Also where nothing is known of one of them. */
function haveCommonRelease(ref: TemplateRef, other: RenderedObject): boolean {
  const lookups = [findFields(CRD_FIELDS, ref.apiVersion, ref.kind), findFields(CRD_FIELDS, other.apiVersion, other.kind)];
  if (lookups.some(({ kind }) => kind === 'unknown')) return true;
  const [left = [], right = []] = lookups.map((lookup) => (lookup.kind === 'known' ? listReleases(lookup.fields.version) : []));
  return left.some((release) => right.includes(release));
}
