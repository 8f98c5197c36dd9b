import { type Effect, summarizeEffects } from '../../effects/index.ts';
import { formatCount } from '../../text.ts';
import type { Change, ChangeRule } from './change.ts';
import { describeChange, type Row, sayField, sayRule, sayValues, shortenSpec } from './describe-change.ts';
import { findCore } from './fold-changes.ts';
import type { DiffReport } from './report.ts';

export interface Section {
  readonly title: string;
  readonly weight: 'refused' | 'replaced' | 'plain';
  readonly rows: readonly Row[];
}

/** A report in the order in which people read it: the worst first. */
export interface DiffLayout {
  readonly from: string;
  readonly to: string;
  /** `Kubernetes v1.32.11, unchanged` */
  readonly kubernetes: string;
  readonly summary: string;
  readonly sections: readonly Section[];
  /** What was folded, by what it is: `48 labels that charts put on everything`. */
  readonly folded: readonly string[];
}

export function layOutDiff(report: DiffReport): DiffLayout {
  const { from, to, kubernetes, effects, changes } = report;
  const telling = changes.filter(({ noise }) => !noise);
  const of = (...kinds: readonly Change['kind'][]) => telling.filter(({ kind }) => kinds.includes(kind));
  const sections: Section[] = [
    { title: 'refused or breaking', weight: 'refused', rows: [...listRefused(effects), ...listBreaking(telling)] },
    { title: 'not compared', weight: 'plain', rows: of('unknown').map(describeUncompared) },
    { title: 'versions', weight: 'plain', rows: of('version', 'addon').map(describeVersion) },
    { title: 'replaced', weight: 'replaced', rows: listReplaced(effects) },
    { title: 'also', weight: 'plain', rows: listOthers(effects) },
    {
      title: 'values, variables, stages',
      weight: 'plain',
      rows: of('value', 'variable', 'patch', 'stage', 'node-image').map((change) => describeChange(change)),
    },
    { title: 'objects', weight: 'plain', rows: listObjects(of('object')) },
    { title: 'files', weight: 'plain', rows: of('file').map((change) => describeChange(change)) },
  ];
  return {
    from,
    to,
    kubernetes: `Kubernetes ${kubernetes.from}${kubernetes.from === kubernetes.to ? ', unchanged' : ` → ${kubernetes.to}`}`,
    summary: summarizeEffects(effects),
    sections: sections.filter(({ rows }) => rows.length > 0),
    folded: countFolded(changes),
  };
}

function listRefused(effects: readonly Effect[]): Row[] {
  return effects.filter(isRefused).map((effect) => ({ subject: effect.subject, text: sayOther(effect), place: placeOf(effect) }));
}

function isRefused({ kind, verdict }: Effect): boolean {
  return kind === 'refused' || verdict === 'refused';
}

function listBreaking(changes: readonly Change[]): Row[] {
  return changes.flatMap(({ object, part = '', breaking }) =>
    breaking === undefined ? [] : [{ subject: object, text: breaking, place: part }],
  );
}

/** What machines and pods are replaced for, each once with its first cause. */
function listReplaced(effects: readonly Effect[]): Row[] {
  const found = effects.filter((effect) => isReplacing(effect) && !isRefused(effect));
  const groups = new Map<string, Effect[]>();
  for (const effect of found) {
    const key = JSON.stringify([effect.kind, effect.subject, effect.verdict, effect.clusterApi]);
    groups.set(key, [...(groups.get(key) ?? []), effect]);
  }
  return [...groups.values()].flatMap(([first, ...more]) => {
    if (first === undefined) return [];
    const others = more.length === 0 ? '' : `, and ${formatCount(more.length, 'more cause')}`;
    return [{ subject: first.subject, text: `${sayCause(first)}${others}${sayCondition(first)}`, place: placeOf(first) }];
  });
}

function isReplacing({ kind }: Effect): boolean {
  return kind.startsWith('roll-') || kind === 'restart-pods';
}

/** Characters of two values that are shown whole. */
const SHORT = 60;

/** Two long values by what differs in them. */
function shorten({ from, to }: Pick<Change, 'from' | 'to'>): Pick<Change, 'from' | 'to'> {
  return (from?.length ?? 0) + (to?.length ?? 0) > SHORT
    ? findCore(from, to)
    : { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/** All else that happens, and what is not known; what is patched in place is the rule, and counted. */
function listOthers(effects: readonly Effect[]): Row[] {
  const others = effects.filter((effect) => !isReplacing(effect) && !isRefused(effect) && effect.kind !== 'none');
  const quiet = others.filter(({ kind, verdict }) => verdict === 'ok' && (kind === 'in-place' || kind === 'created'));
  const deleted = others.filter(({ kind, verdict }) => kind === 'deleted' && verdict === 'ok');
  const told = others.filter((effect) => !quiet.includes(effect) && !deleted.includes(effect));
  const list = (kind: Effect['kind'], subject: string): Row[] => {
    const subjects = [...new Set(quiet.filter((effect) => effect.kind === kind).map((effect) => effect.subject))];
    return subjects.length === 0 ? [] : [{ subject, text: subjects.join(', '), place: '' }];
  };
  return [
    ...[...new Set(deleted.map(({ addon = '' }) => addon))].map((addon): Row => {
      const subjects = deleted.filter((effect) => (effect.addon ?? '') === addon).map(({ subject }) => subject);
      return { subject: `deleted of ${addon}`, text: `${formatCount(subjects.length, 'object')}: ${subjects.join(', ')}`, place: '' };
    }),
    ...told.map((effect) => ({ subject: effect.subject, text: sayOther(effect), place: placeOf(effect) })),
    ...list('in-place', 'changed in place'),
    ...list('created', 'new objects'),
  ];
}

/** Without the subject where the message begins with it. */
function sayOther(effect: Effect): string {
  const said = sayEffect(effect);
  return said.startsWith(`${effect.subject} `) ? said.slice(effect.subject.length + 1) : said;
}

function sayEffect(effect: Effect): string {
  return `${effect.message}${sayCondition(effect)}`;
}

function sayCondition({ clusterApi, verdict, kind }: Effect): string {
  const where = clusterApi === undefined ? '' : ` (Cluster API ${clusterApi})`;
  return verdict === 'unknown' && kind !== 'unknown' ? `${where} (not known)` : where;
}

/** The subject says which object it is. */
function sayCause({ subject, cause, scope }: Effect): string {
  const { field } = cause;
  const { from, to } = shorten(cause);
  const [start, kind, name] = /^(\w+)\/(\S+) /.exec(field) ?? [];
  const own = start !== undefined && subject.startsWith(`${kind} `) && subject.endsWith(`${name}`);
  const where = scope.kind === 'some' ? `in ${scope.where}: ` : '';
  return `${where}${shortenSpec(own ? field.slice(start.length) : field)}${sayValues(from, to)}`;
}

function placeOf({ cause: { file, line } }: Effect): string {
  return file === undefined ? '' : line === undefined ? file : `${file}:${line}`;
}

function describeVersion(change: Change): Row {
  const { object, path, from, to } = change;
  if (path === '') return { subject: object, text: `addon ${change.change}`, place: '' };
  const [field = path] = path.split('.').slice(-1);
  const subject = change.kind === 'version' ? field : object;
  const what = change.kind === 'version' || path === 'version' ? '' : `${path} `;
  return { subject, text: `${what}${from ?? 'none'} → ${to ?? 'none'}`, place: '' };
}

function describeUncompared({ object, from = '', to = '' }: Change): Row {
  const text = from === to ? `neither is ${from.replace(/^not /, '')}` : `before: ${from}; after: ${to}`;
  return { subject: object, text, place: '' };
}

/** Changes of one object in one line, the objects with most of them first; those that only one release has by kind. */
function listObjects(changes: readonly Change[]): Row[] {
  const shared = changes.filter(({ places, rule }) => places > 1 && rule !== 'crds');
  const whole = changes.filter((change) => isWhole(change));
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    if (shared.includes(change) || isWhole(change)) continue;
    const key = JSON.stringify([change.part, change.object]);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  const single = [...groups.values()].sort((a, b) => b.length - a.length).map(describeObject);
  return [...shared.map(describeChange), ...single, ...listWhole(whole)];
}

function isWhole({ path, change, rule }: Change): boolean {
  return path === '' && rule !== 'crds' && (change === 'added' || change === 'removed');
}

function describeObject(changes: readonly Change[]): Row {
  const [first, second] = changes;
  const rest = changes.length - 2;
  const text = [first, second].flatMap((change) => (change === undefined ? [] : [sayField({ ...change, ...shorten(change) })])).join('; ');
  return { subject: first?.object ?? '', text: `${text}${rest > 0 ? `; ${rest} more` : ''}`, place: first?.part ?? '' };
}

function listWhole(changes: readonly Change[]): Row[] {
  return (['added', 'removed'] as const).flatMap((change) => {
    const found = changes.filter((one) => one.change === change);
    const parts = [...new Set(found.map(({ part = '' }) => part))];
    return parts.map((part) => {
      const objects = found.filter((one) => (one.part ?? '') === part).map(({ object }) => object);
      return { subject: `${formatCount(objects.length, 'object')} ${change}`, text: objects.join(', '), place: part };
    });
  });
}

function countFolded(changes: readonly Change[]): string[] {
  const counts = new Map<ChangeRule | 'other', number>();
  for (const { noise, rule = 'other', places } of changes) if (noise) counts.set(rule, (counts.get(rule) ?? 0) + places);
  return [...counts].map(([rule, count]) => `${count} × ${rule === 'other' ? 'other' : sayRule(rule)}`);
}
