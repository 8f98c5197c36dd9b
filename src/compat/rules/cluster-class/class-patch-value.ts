import { isObject } from '../../../json.ts';
import type { Outcome } from '../../cluster-class/apply.ts';
import { checkSpec, findFields } from '../../cluster-class/fields.ts';
import { type Simulation, simulate } from '../../cluster-class/simulate.ts';
import { CRD_FIELDS } from '../../knowledge/crd-fields.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_PATCH_VALUE: Rule = {
  code: 'class-patch-value',
  title: 'what patches make of the templates still fits their kinds',
  why: 'Cluster API applies the patched objects server-side, where the API server refuses a field that it does not know and a value of another type, a number for a text for instance.',
  source: CRD_FIELDS.source,
  verdicts: ['ok', 'refuse', 'warn'],
  passes: { files: exampleClass() },
  fails: {
    files: exampleClass(
      ['schema:\n        openAPIV3Schema: {type: string, default: ""}', 'schema:\n        openAPIV3Schema: {type: integer, default: 1}'],
      ['      enabledIf: \'{{ ne .image "" }}\'\n', ''],
    ),
  },
  check: (facts) => simulate(facts).flatMap(checkSimulation),
};

function checkSimulation({ base, scenarios, invented }: Simulation): Judgement[] {
  const known = new Set(base.documents.flatMap(({ target }) => listProblems(target.object.data, target).map(({ key }) => key)));
  const broken = listNew(base.documents, known, invented.length === 0);
  const judgements = broken.map(({ key, text, place, subject }): Judgement => {
    known.add(key);
    const certain = invented.length === 0;
    return {
      verdict: certain ? 'refuse' : 'warn',
      subject,
      place,
      message: `${text}, in every cluster${certain ? '' : ' that is made with usual values'}`,
    };
  });
  for (const { variable, outcome } of scenarios) {
    const changed = outcome.documents.filter((document) => !base.documents.includes(document));
    for (const { key, text, place, subject } of listNew(changed, known, false)) {
      known.add(key);
      judgements.push({ verdict: 'warn', subject, place, message: `${text}, once the variable ${variable.name} is set` });
    }
  }
  const subjects = new Set(judgements.map(({ subject }) => subject));
  const fine = base.documents.filter(({ target }) => !subjects.has(subjectOf(target)) && isKnown(target));
  return [
    ...judgements,
    ...[...new Map(fine.map(({ target }) => [subjectOf(target), target])).values()].map(
      (target): Judgement => ({
        verdict: 'ok',
        subject: subjectOf(target),
        place: target.object.place,
        message: 'fits its kind after all patches',
      }),
    ),
  ];
}

type Target = Outcome['documents'][number]['target'];

/** Of values that are made up, only what no other value of the variable could mend. */
function listNew(documents: Outcome['documents'], known: ReadonlySet<string>, certain: boolean) {
  const found = documents.flatMap(({ target, document }) =>
    listProblems(document, target).filter(({ key, kind }) => !known.has(key) && (certain || kind !== 'enum')),
  );
  return [...new Map(found.map((problem) => [problem.key, problem])).values()];
}

function listProblems(document: unknown, target: Target) {
  const lookup = findFields(CRD_FIELDS, target.object.apiVersion, target.object.kind);
  if (lookup.kind !== 'known' || !isObject(document)) return [];
  return checkSpec(lookup.fields, document['spec'])
    .filter(({ kind }) => kind !== 'partial' && kind !== 'missing')
    .map(({ kind, path, message }) => ({
      kind,
      key: `${subjectOf(target)} ${path}`,
      text: `after the patches ${path} ${message}`,
      place: target.object.place,
      subject: subjectOf(target),
    }));
}

function isKnown({ object }: Target): boolean {
  return findFields(CRD_FIELDS, object.apiVersion, object.kind).kind === 'known';
}

function subjectOf({ object }: Target): string {
  return `${object.kind}/${object.name}`;
}
