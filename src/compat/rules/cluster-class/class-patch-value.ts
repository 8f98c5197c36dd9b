import { isObject } from '../../../data.ts';
import type { Place } from '../../../finding.ts';
import { checkSpec, type FieldProblem, findFields, listIgnored } from '../../cluster-class/fields/check-fields.ts';
import { checkPatchFields, nameField } from '../../cluster-class/fields/check-patch-fields.ts';
import type { ClassPatch } from '../../cluster-class/model.ts';
import type { Outcome, Target } from '../../cluster-class/simulation/apply-patches.ts';
import { findCertainty } from '../../cluster-class/simulation/certainty.ts';
import type { Simulation } from '../../cluster-class/simulation/simulate.ts';
import { CRD_FIELDS } from '../../knowledge/crd-fields.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_PATCH_VALUE: Rule<'class-patch-value'> = {
  code: 'class-patch-value',
  title: 'the patched templates still match their kinds',
  why: 'Cluster API applies the patched objects with server-side apply. The API server rejects an unknown field and a value of the wrong type, such as a number where a string is expected.',
  source: CRD_FIELDS.source,
  verdicts: ['ok', 'refuse', 'warn'],
  passes: { files: exampleClass() },
  fails: {
    files: exampleClass(
      ['schema:\n        openAPIV3Schema: {type: string, default: ""}', 'schema:\n        openAPIV3Schema: {type: integer, default: 1}'],
      ['      enabledIf: \'{{ ne .image "" }}\'\n', ''],
    ),
  },
  check: (facts) => facts.simulations().flatMap((simulation) => checkSimulation(simulation, listIgnored(facts))),
};

function checkSimulation(simulation: Simulation, ignored: ReadonlySet<string>): Judgement[] {
  const { base, scenarios, targets, clusterClass } = simulation;
  const listTold = (patches: readonly ClassPatch[]) =>
    new Set(patches.flatMap((patch) => checkPatchFields(patch, ignored).problems.map((problem) => nameField(problem.selector, problem))));
  const told = listTold(clusterClass.patches);
  // Of a patch that is off by default class-patch-field only warns.
  const refused = listTold(clusterClass.patches.filter(({ name, enabledIf }) => enabledIf === undefined || base.applied.has(name)));
  const faulty = new Set<string>();
  const listProblems = createLister();
  const known = new Set(targets.flatMap((target) => listProblems(target.stored, target).map(({ key }) => key)));
  const judgements = listNew(listProblems, base.documents, known, true).flatMap((problem): Judgement[] => {
    known.add(problem.key);
    faulty.add(problem.subject);
    return refused.has(problem.field) ? [] : judge(simulation, listProblems, problem);
  });
  for (const { variable, outcome } of scenarios) {
    const changed = outcome.documents.filter((document) => !base.documents.includes(document));
    for (const { key, text, place, subject, field } of listNew(listProblems, changed, known, false)) {
      known.add(key);
      faulty.add(subject);
      if (!told.has(field))
        judgements.push({ verdict: 'warn', subject, place, message: `${text}, once the variable ${variable.name} is set` });
    }
  }
  const fine = base.documents.filter(({ target }) => !faulty.has(subjectOf(target)) && isKnown(target));
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

/** Of a value that depends on a made-up one, what is wrong may be right with another. */
function judge(simulation: Simulation, listProblems: ListProblems, { key, kind, text, place, subject, target }: Problem): Judgement[] {
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

/** Of values that are made up, only what no other value of the variable could fix. */
function listNew(
  listProblems: ListProblems,
  documents: Outcome['documents'],
  known: ReadonlySet<string>,
  certain: boolean,
): readonly Problem[] {
  const found = documents.flatMap(({ target, document }) =>
    listProblems(document, target).filter(({ key, kind }) => !known.has(key) && (certain || !isOfValue(kind))),
  );
  return [...new Map(found.map((problem) => [problem.key, problem])).values()];
}

interface Problem extends Pick<FieldProblem, 'kind'> {
  readonly key: string;
  /** By which class-patch-field has told it, if a patch writes it out. */
  readonly field: string;
  readonly text: string;
  readonly place: Place;
  readonly subject: string;
  readonly target: Target;
}

type ListProblems = (document: unknown, target: Target) => readonly Problem[];

/** Looks at each document once: outcomes share those that a variable does not change. */
function createLister(): ListProblems {
  const problemsOf = new Map<unknown, readonly Problem[]>();
  return (document, target) => {
    const known = problemsOf.get(document) ?? (isObject(document) ? findProblems(document, target) : []);
    problemsOf.set(document, known);
    return known;
  };
}

function findProblems(document: Readonly<Record<string, unknown>>, target: Target): readonly Problem[] {
  const lookup = findFields(CRD_FIELDS, target.object.apiVersion, target.object.kind);
  if (lookup.kind !== 'known') return [];
  return checkSpec(lookup.fields, document['spec'])
    .filter(({ kind }) => kind !== 'partial' && kind !== 'missing')
    .map(({ kind, path, message }) => ({
      kind,
      key: `${subjectOf(target)} ${path}`,
      field: nameField(target.object, { kind, path }),
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
