import { isObject } from '../../../data.ts';
import type { Place } from '../../../finding.ts';
import type { Outcome, Target } from '../../cluster-class/apply.ts';
import { findCertainty } from '../../cluster-class/certainty.ts';
import { checkSpec, type FieldProblem, findFields } from '../../cluster-class/fields.ts';
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

function checkSimulation(simulation: Simulation): Judgement[] {
  const { base, scenarios, targets } = simulation;
  const known = new Set(targets.flatMap((target) => listProblems(target.stored, target).map(({ key }) => key)));
  const judgements = listNew(base.documents, known, true).flatMap((problem): Judgement[] => {
    known.add(problem.key);
    return judge(simulation, problem);
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

/** What is wrong with a value that depends on a made-up one, another value may right. */
function judge(simulation: Simulation, { key, kind, text, place, subject, target }: Problem): Judgement[] {
  const named = { subject, place };
  const happens = ({ documents }: Outcome, of: Target) =>
    documents.some(
      (found) => found.target === of && listProblems(found.document, of).some((problem) => problem.key === keyFor(of, key, target)),
    );
  const certainty = isOfValue(kind) && !happens(simulation.open, target) ? AVOIDABLE : findCertainty(simulation, target, happens);
  if (certainty.kind === 'certain') return [{ ...named, verdict: 'refuse', message: `${text}, in every cluster` }];
  if (certainty.kind === 'workers') {
    return [{ ...named, verdict: 'warn', message: `${text}, in every cluster with workers of the class ${certainty.class}` }];
  }
  const { invented } = simulation;
  const [name] = certainty.variables;
  if (name === undefined) return invented.length > 0 ? [] : [{ ...named, verdict: 'warn', message: `${text}, with the defaults` }];
  if (invented.includes(name)) return [{ ...named, verdict: 'warn', message: `${text}, with some values of ${name}` }];
  return [{ ...named, verdict: 'warn', message: `${text}, unless ${name} is set; give it a default, or guard the patch with enabledIf` }];
}

const AVOIDABLE = { kind: 'avoidable', variables: [] as readonly string[] } as const;

function isOfValue(kind: FieldProblem['kind']): boolean {
  return kind === 'enum' || kind === 'bound' || kind === 'few';
}

/** The same problem in another template. */
function keyFor(of: Target, key: string, target: Target): string {
  return key.replace(subjectOf(target), subjectOf(of));
}

/** Of values that are made up, only what no other value of the variable could mend. */
function listNew(documents: Outcome['documents'], known: ReadonlySet<string>, certain: boolean): readonly Problem[] {
  const found = documents.flatMap(({ target, document }) =>
    listProblems(document, target).filter(({ key, kind }) => !known.has(key) && (certain || !isOfValue(kind))),
  );
  return [...new Map(found.map((problem) => [problem.key, problem])).values()];
}

interface Problem extends Pick<FieldProblem, 'kind'> {
  readonly key: string;
  readonly text: string;
  readonly place: Place;
  readonly subject: string;
  readonly target: Target;
}

const problemsOf = new WeakMap<object, readonly Problem[]>();

/** Computed once for the same document. */
function listProblems(document: unknown, target: Target): readonly Problem[] {
  if (!isObject(document)) return [];
  const known = problemsOf.get(document) ?? findProblems(document, target);
  problemsOf.set(document, known);
  return known;
}

function findProblems(document: Readonly<Record<string, unknown>>, target: Target): readonly Problem[] {
  const lookup = findFields(CRD_FIELDS, target.object.apiVersion, target.object.kind);
  if (lookup.kind !== 'known') return [];
  return checkSpec(lookup.fields, document['spec'])
    .filter(({ kind }) => kind !== 'partial' && kind !== 'missing')
    .map(({ kind, path, message }) => ({
      kind,
      key: `${subjectOf(target)} ${path}`,
      text: `after the patches ${path} ${message}`,
      place: target.object.place,
      subject: subjectOf(target),
      target,
    }));
}

function isKnown({ object }: Target): boolean {
  return findFields(CRD_FIELDS, object.apiVersion, object.kind).kind === 'known';
}

function subjectOf({ object }: Target): string {
  return `${object.kind}/${object.name}`;
}
