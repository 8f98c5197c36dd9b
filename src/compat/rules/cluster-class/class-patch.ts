import type { Failure } from '../../cluster-class/apply.ts';
import { placeOfName } from '../../cluster-class/places.ts';
import { type Scenario, type Simulation, simulate } from '../../cluster-class/simulate.ts';
import type { Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_PATCH: Rule = {
  code: 'class-patch',
  title: 'the patches of the ClusterClass apply to its templates, in their order, with the defaults and with each variable set',
  why: 'Cluster API stops at a patch that fails: with the defaults no cluster can be made at all; else clusters break as soon as a user sets the variable.',
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
  check: (facts) => simulate(facts).flatMap((simulation) => checkSimulation(facts, simulation)),
};

function checkSimulation(facts: Facts, simulation: Simulation): Judgement[] {
  const { base, scenarios, clusterClass } = simulation;
  const unjudged = new Set([...base.unjudged, ...scenarios.flatMap(({ outcome }) => outcome.unjudged)]);
  return clusterClass.patches.flatMap((patch): Judgement[] => {
    const named = { subject: `patch ${patch.name}`, place: placeOfName(facts, clusterClass.object, 'patches', patch.name) };
    const found = base.failures.filter((failure) => failure.patch === patch.name);
    const failures = [...new Map(found.map((failure) => [describe(failure), failure])).entries()];
    const judgements = failures.map(([text, failure]): Judgement => {
      const excuse = findExcuse(simulation, failure);
      return excuse === undefined
        ? { ...named, verdict: 'refuse', message: `fails in every cluster: ${text}${advise(failure)}` }
        : { ...named, verdict: 'warn', message: `fails with some values of ${excuse}: ${text}${advise(failure)}` };
    });
    const gaps = new Set(base.gaps.filter((gap) => gap.patch === patch.name).map(describe));
    judgements.push(...[...gaps].map((text): Judgement => ({ ...named, verdict: 'warn', message: `with the defaults, ${text}` })));
    judgements.push(...checkScenarios(simulation, patch.name).map((message): Judgement => ({ ...named, verdict: 'warn', message })));
    if (judgements.length > 0) return judgements;
    if (patch.external) return [];
    if (!unjudged.has(patch.name)) return [{ ...named, verdict: 'ok', message: 'applies, with the defaults and with each variable set' }];
    const message = 'has a template or follows a patch that only Cluster API can evaluate: whether it applies is not known';
    return [{ ...named, verdict: 'unknown', message }];
  });
}

/** Failures that a variable brings: the first of each variable, which mostly brings the others. */
function checkScenarios({ base, scenarios }: Simulation, patch: string): string[] {
  const known = new Set(base.failures.map(keyOf));
  const messages = new Map<string, string>();
  for (const { variable, value, outcome } of scenarios) {
    const failure = outcome.failures.find((found) => found.patch === patch && !known.has(keyOf(found)));
    if (failure === undefined || messages.has(variable.name)) continue;
    const text = `fails once the variable ${variable.name} is set, to ${show(value)} for instance: ${describe(failure)}${advise(failure)}`;
    messages.set(variable.name, text);
  }
  return [...messages.values()];
}

/** A variable with a made-up value, with another of which the patch does not fail. */
function findExcuse({ scenarios, invented }: Simulation, failure: Failure): string | undefined {
  const spares = ({ variable, outcome }: Scenario) =>
    invented.includes(variable.name) && !outcome.failures.some((other) => keyOf(other) === keyOf(failure));
  return scenarios.find(spares)?.variable.name;
}

function keyOf({ patch, target, pointer }: Failure): string {
  return JSON.stringify([patch, target.ref.path, pointer ?? '']);
}

function describe({ target, pointer, message }: Failure): string {
  const where = `${target.object.kind}/${target.object.name}`;
  return pointer === undefined || message.startsWith(pointer) ? `in ${where} ${message}` : `in ${where} at ${pointer}: ${message}`;
}

function advise({ message }: Failure): string {
  return message.endsWith(' does not exist') ? '; have it in the template, or let an earlier patch add it' : '';
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
