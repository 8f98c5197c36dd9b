import { asMap, type DataMap, getIn, isObject } from '../../data.ts';
import type { EffectKind } from '../../effect.ts';
import type { Release } from '../cluster-api.ts';
import { listDifferences } from '../list-differences.ts';
import { type FieldAnswer, type FieldChange, isEmptied, isEmpty, sayRemoved } from './field-change.ts';
import type { TemplateChange } from './template-change.ts';

/** A changed field of initConfiguration or joinConfiguration, and the answers of Cluster API's releases. */
export interface NodeAnswer {
  readonly field: FieldChange;
  readonly answer: (release: Release) => FieldAnswer;
}

/** Fields of initConfiguration that the webhook lets change. */
const INIT_FIELDS = ['nodeRegistration', 'patches', 'skipPhases', 'bootstrapTokens', 'localAPIEndpoint', 'timeouts'];

/**
 * What changes of initConfiguration and joinConfiguration do. Machines that joined are held against joinConfiguration, the
 * first one against initConfiguration; since 1.12 it stays, too, if what it was made from equals the joinConfiguration now.
 * The same change in both is one, for all machines.
 * Source: Cluster API, controlplane/kubeadm/internal/filters.go
 */
export function listInitJoinEffects(change: TemplateChange, fields: readonly FieldChange[]): NodeAnswer[] {
  const inits = fields.filter(({ path }) => path[1] === 'initConfiguration');
  const joins = fields.filter(({ path }) => path[1] === 'joinConfiguration');
  const twinOf = (field: FieldChange) => inits.find((init) => isTwin(init, field));
  const shared = joins.filter((field) => twinOf(field) !== undefined);
  const stays = isFirstKept(change);
  return [
    ...inits
      .filter((init) => !joins.some((join) => isTwin(init, join)))
      .map((field) => ({ field, answer: (release: Release) => answerInit(field, release, stays) })),
    ...joins.map((field) => ({
      field,
      answer: (release: Release) => (shared.includes(field) ? answerBoth(field, release, stays) : answerJoin(field, release)),
    })),
  ];
}

function isTwin(init: FieldChange, join: FieldChange): boolean {
  const below = (field: FieldChange) => JSON.stringify([field.path.slice(2), field.difference.to ?? null]);
  return below(init) === below(join);
}

function answerInit(field: FieldChange, release: Release, stays: boolean): FieldAnswer {
  const { path, difference } = field;
  if (isEmptied(field)) return answerEmpty(release, 'roll-control-plane-init');
  if (path.length > 2 && !INIT_FIELDS.includes(String(path[2]))) return { kind: 'refused', rule: 'kcp-path' };
  const kind = release.minor >= 12 && stays ? 'none' : 'roll-control-plane-init';
  return { kind, rule: 'kcp-init', ...(path.length === 2 && difference.to === undefined && { says: sayRemoved(kind) }) };
}

function answerJoin(field: FieldChange, release: Release): FieldAnswer {
  const { path, difference } = field;
  if (path.length === 2 && difference.to === undefined) {
    const kind = release.minor < 11 ? 'none' : 'roll-control-plane-join';
    return { kind, rule: 'kcp-join-removed', says: sayRemoved(kind) };
  }
  if (isEmptied(field)) return answerEmpty(release, 'roll-control-plane-join');
  return { kind: 'roll-control-plane-join', rule: 'kcp-join' };
}

function answerBoth(field: FieldChange, release: Release, stays: boolean): FieldAnswer {
  if (isEmptied(field)) return answerEmpty(release, 'roll-control-plane');
  const [init, join] = [answerInit(field, release, stays), answerJoin(field, release)];
  // What the webhook does not let init have is rejected as a whole.
  if (init.kind === 'refused') return init;
  if (init.kind === 'none') return join;
  return join.kind === 'none' ? init : { ...join, kind: 'roll-control-plane' };
}

function answerEmpty({ minor }: Release, kind: EffectKind): FieldAnswer {
  return { kind: minor < 11 ? kind : 'none', rule: 'kcp-empty' };
}

/** Whether the first machine, taken for one that joined, equals the joinConfiguration now. */
function isFirstKept({ before, after }: TemplateChange): boolean {
  const read = (spec: unknown, name: string) => asMap(getIn(spec, 'template', 'spec', 'kubeadmConfigSpec', name)) ?? {};
  const { bootstrapTokens: _, localAPIEndpoint, ...init } = read(before, 'initConfiguration');
  const { discovery: __, caCertPath: ___, controlPlane, ...join } = read(after, 'joinConfiguration');
  const endpoint = (value: unknown): DataMap => (isObject(value) && !isEmpty(value) ? { localAPIEndpoint: value } : {});
  const [left, right] = [
    { ...init, ...endpoint(localAPIEndpoint) },
    { ...join, ...endpoint(getIn(controlPlane, 'localAPIEndpoint')) },
  ];
  return listDifferences(left, right).every(
    ({ path, from, to }) =>
      path.at(-1) === 'controlPlaneComponentHealthCheckSeconds' || (from === undefined ? isEmpty(to) : to === undefined && isEmpty(from)),
  );
}
