import { knowsDefaults } from '../../cluster-class/fields/fill-defaults.ts';
import { listUses } from '../../cluster-class/list-uses.ts';
import type { ClassPatch } from '../../cluster-class/model.ts';
import { matchesSelector } from '../../cluster-class/selector.ts';
import type { Failure, Outcome, Target } from '../../cluster-class/simulation/apply-patches.ts';
import { type Certainty, findCertainty } from '../../cluster-class/simulation/certainty.ts';
import { findCauses, isOfPlace } from '../../cluster-class/simulation/find-causes.ts';
import { defaultOf } from '../../cluster-class/simulation/samples.ts';
import type { Simulation } from '../../cluster-class/simulation/simulate.ts';
import { nameOfPath } from '../../cluster-class/simulation/variable-value.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_PATCH: Rule<'class-patch'> = {
  code: 'class-patch',
  title: 'the ClusterClass’s patches apply to its templates in order, with the defaults and with each variable set',
  why: 'Cluster API stops at a patch that fails. If it fails with the defaults, no cluster can be created. Otherwise clusters break as soon as a user sets the variable.',
  source: 'Cluster API, RFC 6902',
  verdicts: ['ok', 'refuse', 'warn', 'unknown'],
  passes: { files: exampleClass() },
  fails: {
    files: exampleClass(
      ['enabledIf: \'{{ ne .image "" }}\'', 'enabledIf: "true"'],
      ['op: add', 'op: replace'],
      ['customImage: "kindest/node:v1.32.5"', 'preLoadImages: []'],
    ),
  },
  check: (facts) => facts.simulations().flatMap(checkSimulation),
};

function checkSimulation(simulation: Simulation): Judgement[] {
  const { base, scenarios, clusterClass } = simulation;
  const unjudged = new Set([...base.unjudged, ...scenarios.flatMap(({ outcome }) => outcome.unjudged)]);
  return clusterClass.patches.flatMap((patch): Judgement[] => {
    const named = { subject: `patch ${patch.name}`, place: clusterClass.placeOf('patches', patch.name) };
    const isKnown = findCauses(clusterClass, patch);
    const judgements = judgeFailures(simulation, patch, isKnown).map((judged): Judgement => ({ ...named, ...judged }));
    const gaps = new Set(base.gaps.filter((gap) => gap.patch === patch.name && !isKnown(gap)).map(describe));
    judgements.push(
      ...[...gaps].map(
        (text): Judgement => ({ ...named, verdict: 'warn', message: `with the defaults, ${text}${adviseUnset(simulation, patch)}` }),
      ),
    );
    judgements.push(
      ...checkScenarios(simulation, patch.name, isKnown).map((message): Judgement => ({ ...named, verdict: 'warn', message })),
    );
    const isExplained = [...base.failures, ...base.gaps].some((failure) => failure.patch === patch.name && isKnown(failure));
    if (judgements.length > 0 || isExplained) return judgements;
    if (patch.external) return [];
    const missing = listMissing(simulation, patch);
    if (missing.length > 0) {
      return [
        { ...named, verdict: 'unknown', message: `is for ${missing.join(', ')}, not among what was rendered: it was not tried there` },
      ];
    }
    const used = new Set(listUses(patch).map(({ path }) => nameOfPath(path)));
    const untried = simulation.untried.filter((name) => used.has(name));
    if (untried.length > 0 && !unjudged.has(patch.name)) {
      const message = `applies with the defaults; no value was tried of ${untried.slice(0, 5).join(', ')}${untried.length > 5 ? ', …' : ''}`;
      return [{ ...named, verdict: 'unknown', message }];
    }
    if (!unjudged.has(patch.name)) return [{ ...named, verdict: 'ok', message: 'applies, with the defaults and with each variable set' }];
    const message = 'has a template or follows a patch that only Cluster API can evaluate: whether it applies is not known';
    return [{ ...named, verdict: 'unknown', message }];
  });
}

/** The templates that a patch is for and that are not in the release. */
function listMissing({ clusterClass, targets }: Simulation, { definitions }: ClassPatch): string[] {
  const there = new Set(targets.map(({ ref }) => ref));
  const missing = clusterClass.refs.filter(
    (ref) => !there.has(ref) && (definitions ?? []).some(({ selector }) => matchesSelector(selector, ref)),
  );
  return [...new Set(missing.map(({ kind, name }) => `${kind}/${name}`))];
}

type Judged = Pick<Judgement, 'verdict' | 'message'>;

/** The failures with the defaults, each said once. */
function judgeFailures(simulation: Simulation, { name }: ClassPatch, isKnown: (failure: Failure) => boolean): Judged[] {
  const judged = new Map<string, Judged>();
  const excused = new Set<string>();
  for (const failure of simulation.base.failures) {
    if (failure.patch !== name || isKnown(failure)) continue;
    // An enabledIf is evaluated for each template, and mostly fails for all of them alike.
    const key = failure.pointer === undefined ? failure.message : describe(failure);
    if (isDoubtful(failure)) {
      judged.set(key, judgeDoubtful(failure));
      continue;
    }
    const certainty = findCertainty(simulation, failure.target, (outcome, target) => fails(outcome, name, target));
    const found = judgeFailure(simulation, failure, certainty);
    // Where setting a variable helps, one failure of it says it all.
    const excuse = certainty.kind === 'avoidable' ? certainty.variables.join(' ') : key;
    const known = judged.get(key);
    if (known === undefined ? excused.has(excuse) : known.verdict === 'refuse') continue;
    excused.add(excuse);
    judged.set(key, found);
  }
  return [...judged.values()];
}

function judgeFailure({ invented, clusterClass }: Simulation, failure: Failure, certainty: Certainty): Judged {
  const text = describe(failure);
  if (certainty.kind === 'avoidable') {
    const names = certainty.variables.join(', ');
    if (certainty.variables.some((name) => invented.includes(name)))
      return { verdict: 'warn', message: `fails with some values of ${names}: ${text}${advise(failure)}` };
    const unset = clusterClass.variables.some(
      (variable) => certainty.variables.includes(variable.name) && defaultOf(variable) === undefined,
    );
    const what = unset
      ? `unless ${names} ${certainty.variables.length === 1 ? 'is' : 'are'} set`
      : `unless ${names} is given what its default lacks`;
    return { verdict: 'warn', message: `fails ${what}: ${text}; ${WAYS_OUT}` };
  }
  if (certainty.kind === 'workers') {
    return { verdict: 'warn', message: `fails in every cluster with workers of the class ${certainty.class}: ${text}${advise(failure)}` };
  }
  return { verdict: 'refuse', message: `fails in every cluster: ${text}${advise(failure)}` };
}

/** A webhook may fill in what the template lacks, where it is not known what webhooks do. */
function isDoubtful(failure: Failure): boolean {
  const { object } = failure.target;
  return isOfPlace(failure) && !knowsDefaults(object.apiVersion, object.kind);
}

function judgeDoubtful(failure: Failure): Judged {
  const { apiVersion, kind } = failure.target.object;
  const message = `fails unless a webhook fills it in, and what those of ${kind} of ${apiVersion} fill in is not known: ${describe(failure)}${advise(failure)}`;
  return { verdict: 'warn', message };
}

const WAYS_OUT = 'give it a default, or guard the patch with an enabledIf that asks for it';

/** The variables without a value that a patch uses. */
function adviseUnset({ values }: Simulation, patch: ClassPatch): string {
  const names = listUses(patch)
    .map(({ path }) => nameOfPath(path))
    .filter((name) => name !== 'builtin' && !Object.hasOwn(values, name));
  return names.length === 0 ? '' : `; it uses ${[...new Set(names)].join(', ')}, which nobody must set: ${WAYS_OUT}`;
}

function fails({ failures }: Outcome, patch: string, target: Target): boolean {
  return failures.some((failure) => failure.patch === patch && failure.target === target && !isDoubtful(failure));
}

/** Failures that a variable brings: the first of each variable, which mostly brings the others. */
function checkScenarios({ base, scenarios }: Simulation, patch: string, isKnown: (failure: Failure) => boolean): string[] {
  const messages = new Map<string, string>();
  for (const { variable, value, outcome } of scenarios) {
    const failure = outcome.failures.find(
      (found) =>
        found.patch === patch && !isKnown(found) && !base.failures.some((known) => known.patch === patch && known.target === found.target),
    );
    if (failure === undefined || messages.has(variable.name)) continue;
    const text = `fails once the variable ${variable.name} is set, to ${formatValue(value)} for instance: ${describe(failure)}${advise(failure)}`;
    messages.set(variable.name, text);
  }
  return [...messages.values()];
}

function describe({ target, pointer, message }: Failure): string {
  const where = `${target.object.kind}/${target.object.name}`;
  return pointer === undefined || message.startsWith(pointer) ? `in ${where} ${message}` : `in ${where} at ${pointer}: ${message}`;
}

function advise(failure: Failure): string {
  return isOfPlace(failure) ? '; have it in the template, or let an earlier patch add it' : '';
}

function formatValue(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
