import type { Effect, EffectKind } from '../effect.ts';
import { formatCount, formatSome } from '../text.ts';

/** What clusters live through, in one or two sentences: what is rejected or not known, then what happens. */
export function summarizeEffects(effects: readonly Effect[]): string {
  const problems = [...describeRefused(effects), ...describeUnknown(effects)];
  const known = effects.filter(({ kind, verdict }) => kind !== 'refused' && verdict !== 'unknown');
  const happens = [
    describeMachines(known),
    describePods(known),
    describeDeleted(known),
    describeOrphaned(known),
    describeKept(known),
  ].filter((text) => text !== undefined);
  const isPart = effects.length > known.length;
  const isQuiet = known.every(({ kind }) => TOLD_OR_NOTHING.has(kind));
  const rest = isPart ? '' : isQuiet ? '; nothing else' : '; all else is changed in place';
  const second =
    happens.length > 0
      ? `${happens.join('; ')}${rest}.`
      : isPart
        ? ''
        : isQuiet
          ? 'nothing happens to clusters that exist.'
          : 'no machine is replaced and no pod of an addon restarts; some objects are changed in place.';
  return [problems.length > 0 ? `${problems.join('; ')}.` : '', second].filter(Boolean).map(capitalize).join(' ');
}

/** Kinds that the sentence tells by themselves, and those that change nothing in a cluster. */
const TOLD_OR_NOTHING: ReadonlySet<EffectKind> = new Set([
  ...(['roll-control-plane', 'roll-control-plane-init', 'roll-control-plane-join', 'roll-workers'] as const),
  ...(['restart-pods', 'deleted', 'orphaned', 'addons-applied', 'new-only', 'none'] as const),
]);

function describeRefused(effects: readonly Effect[]): string[] {
  const refused = effects.filter(({ kind }) => kind === 'refused');
  const sure = refused.filter(({ verdict }) => verdict === 'refused');
  const others = refused.filter(({ verdict }) => verdict === 'conditional');
  return [
    ...(sure.length > 0 ? [`rejected: ${nameSubjects(sure)}`] : []),
    ...(others.length > 0 ? [`rejected for some clusters: ${nameSubjects(others)}`] : []),
  ];
}

function nameSubjects(effects: readonly Effect[]): string {
  return formatSome([...new Set(effects.map(({ subject }) => subject))]);
}

function describeUnknown(effects: readonly Effect[]): string[] {
  const unknown = effects.filter(({ verdict }) => verdict === 'unknown');
  return unknown.length === 0 ? [] : [`not known: what happens to ${nameSubjects(unknown)}`];
}

function describeMachines(effects: readonly Effect[]): string | undefined {
  const machines = describeControlPlane(effects);
  const workers = effects.filter(({ kind }) => kind === 'roll-workers');
  const sure = listClasses(workers.filter(({ verdict }) => verdict === 'ok'));
  const others = listClasses(workers).filter((name) => !sure.includes(name));
  const when = machines === undefined ? '' : workers.some(({ when: step }) => step === 'at-once') ? ' at the same time' : ' after it';
  const rolled = [
    ...(sure.length > 0 ? [`workers of ${nameClasses(sure)} roll${when}`] : []),
    ...(others.length > 0 ? [`${sure.length > 0 ? 'those' : 'workers'} of ${nameClasses(others)} may roll${when}`] : []),
  ];
  const told = [...(machines === undefined ? [] : [machines]), ...rolled];
  return told.length === 0 ? undefined : told.join(', ');
}

function listClasses(workers: readonly Effect[]): string[] {
  return [...new Set(workers.flatMap(({ scope, subject }) => (scope.kind === 'classes' ? scope.classes : [subject])))];
}

function nameClasses(classes: readonly string[]): string {
  return `${classes.length === 1 ? 'class' : 'classes'} ${classes.join(', ')}`;
}

function describeControlPlane(effects: readonly Effect[]): string | undefined {
  const of = (kind: EffectKind) => effects.filter((effect) => effect.kind === kind);
  const found = [
    { effects: of('roll-control-plane'), text: 'control plane machines' },
    { effects: of('roll-control-plane-join'), text: 'control plane machines that joined' },
    { effects: of('roll-control-plane-init'), text: 'the first control plane machine' },
  ].filter((entry) => entry.effects.length > 0);
  const sure = found.filter((entry) => entry.effects.some(({ verdict }) => verdict === 'ok'));
  // Where all are replaced some are, too; unless only some releases of Cluster API do.
  const [first] = sure.some(({ effects: own }) => own.some(isEverywhere))
    ? sure.filter(({ effects: own }) => own.some(isEverywhere))
    : sure;
  const chosen = first ?? found[0];
  if (chosen === undefined) return undefined;
  const isOne = chosen.text.startsWith('the first');
  const verb = first === undefined ? 'may be replaced' : `${isOne ? 'is' : 'are'} replaced`;
  const ranges = chosen.effects.some(isEverywhere) ? [] : [...new Set(chosen.effects.map(({ clusterApi }) => clusterApi))];
  return `${chosen.text} ${verb}${isOne ? '' : ' one by one'}${ranges.length > 0 ? ` (Cluster API ${ranges.join(', ')})` : ''}`;
}

function isEverywhere({ clusterApi }: Effect): boolean {
  return clusterApi === undefined || /^1\.\d+(?:\.\d+)?$/.test(clusterApi);
}

function describePods(effects: readonly Effect[]): string | undefined {
  const restarts = effects.filter(({ kind }) => kind === 'restart-pods');
  const addons = [...new Set(restarts.map(({ addon }) => addon ?? ''))];
  if (addons.length === 0) return undefined;
  const list = addons.map((addon) => `${addon} (${nameSubjects(restarts.filter((effect) => (effect.addon ?? '') === addon))})`);
  return `the pods of ${list.join(', ')} restart`;
}

function describeDeleted(effects: readonly Effect[]): string | undefined {
  const count = effects.filter(({ kind }) => kind === 'deleted').length;
  if (count === 0) return undefined;
  return `${formatCount(count, 'object')} of ${count === 1 ? 'an addon is' : 'addons are'} deleted`;
}

function describeOrphaned(effects: readonly Effect[]): string | undefined {
  const subjects = effects.filter(({ kind }) => kind === 'orphaned').map(({ subject }) => subject);
  return subjects.length === 0 ? undefined : `${subjects.join(', ')} ${subjects.length === 1 ? 'stays' : 'stay'} behind, unmaintained`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a release was made for, and no cluster gets, is no less than what happens. */
function describeKept(effects: readonly Effect[]): string | undefined {
  return effects.some(({ rule }) => rule === 'addon-bump')
    ? 'what differs in addons reaches no cluster, since the addons’ version stays'
    : undefined;
}
