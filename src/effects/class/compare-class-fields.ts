import { asList, asText, type DataMap, getIn, isObject } from '../../data.ts';
import type { Effect, EffectCause, EffectKind } from '../../effect.ts';
import { readStrategy } from '../cluster.ts';
import { ask } from '../cluster-api.ts';
import { type Context, createEffect, describeKind } from '../context.ts';
import { createCause } from '../create-cause.ts';
import { type Difference, formatField, formatValue, listDifferences } from '../list-differences.ts';
import { locateField } from '../locate-field.ts';
import { listOwnDifferences } from '../own-names.ts';
import type { RuleId } from '../rules.ts';
import type { ClassPair } from './open-classes.ts';
import { DELETION_TIMES, present, toSeconds } from './v1beta2.ts';

/** What a field of the class itself does when it changes, by its name in v1beta2. */
const FIELDS: Readonly<Record<string, readonly [RuleId, EffectKind]>> = {
  metadata: ['md-metadata', 'in-place'],
  healthCheck: ['health-check', 'in-place'],
  naming: ['naming', 'new-only'],
  deletion: ['timeouts', 'in-place'],
  readinessGates: ['timeouts', 'in-place'],
  minReadySeconds: ['timeouts', 'in-place'],
  rollout: ['md-strategy', 'in-place'],
  taints: ['md-taints', 'in-place'],
  availabilityGates: ['availability-gates', 'in-place'],
  failureDomain: ['md-failure-domain', 'roll-workers'],
  failureDomains: ['md-failure-domain', 'roll-workers'],
};

/** Compares what the class says of the control plane and of each worker class beside their templates. */
export function compareClassFields(context: Context, classes: ClassPair): Effect[] {
  const spec = ({ clusterClass }: ClassPair['before']) => clusterClass.object.data['spec'];
  const [before, after] = [spec(classes.before), spec(classes.after)];
  const part = (name: string) => [getIn(before, name), getIn(after, name)] as const;
  const workers = ['machineDeployments', 'machinePools'].flatMap((list) =>
    asList(getIn(after, 'workers', list)).flatMap((now) => {
      const name = asText(getIn(now, 'class'));
      const old = asList(getIn(before, 'workers', list)).find((item) => getIn(item, 'class') === name);
      if (name === undefined || old === undefined) return [];
      if (context.cluster !== undefined && !context.cluster.workers.some((own) => own.class === name && list.startsWith(own.kind)))
        return [];
      const kind = list === 'machinePools' ? 'machinePool' : 'machineDeployment';
      return comparePart(context, classes, { subject: name, class: name, kind, at: `spec.workers.${list}[${name}]` }, old, now);
    }),
  );
  return [
    ...comparePart(context, classes, { subject: 'control plane', at: 'spec.controlPlane' }, ...part('controlPlane')),
    ...comparePart(context, classes, { subject: 'infrastructure cluster', at: 'spec.infrastructure' }, ...part('infrastructure')),
    ...workers,
    ...compareVersions(context, classes, before, after),
    ...comparePart(context, classes, { subject: 'cluster', at: 'spec' }, withoutParts(before), withoutParts(after)),
  ];
}

/** What a class says beside its parts, which are compared by themselves. */
function withoutParts(spec: unknown): unknown {
  if (!isObject(spec)) return spec;
  const { infrastructure: _, controlPlane: __, workers: ___, variables: ____, patches: _____, kubernetesVersions: ______, ...rest } = spec;
  return rest;
}

interface Part {
  readonly subject: string;
  /** Of workers. */
  readonly class?: string;
  readonly kind?: 'machineDeployment' | 'machinePool';
  readonly at: string;
}

function comparePart(context: Context, { before, after }: ClassPair, part: Part, old: unknown, now: unknown): Effect[] {
  const [from, to] = [readPart(old), readPart(now)];
  const domains = listDifferences(from, to).filter(({ path }) => isDomain(path[0]));
  const others = listOwnDifferences(from, before.side, to, after.side).filter(({ path }) => !isDomain(path[0]));
  return [...domains, ...others].map((difference) => {
    const name = String(difference.path[0] ?? '');
    const [rule, kind] = FIELDS[name] ?? (['class-unknown', 'unknown'] as const);
    const { object } = (difference.to === undefined ? before : after).clusterClass;
    const chart = (difference.to === undefined ? before : after).side.clusterClass.chart;
    const place = locateField(chart, object, difference);
    const at = createCause(place, `ClusterClass ${part.at}.${formatField(difference)}`, difference);
    if (rule === 'md-failure-domain') return describeDomain(context, part, at);
    if (rule === 'md-strategy' && endsWaiting(context, part, difference, old, now)) return describeWaiting(context, part, at);
    return createEffect(context, {
      kind,
      subject: part.subject,
      rule: rule === 'md-metadata' && part.class === undefined ? 'kcp-machine-metadata' : rule,
      ...(part.class !== undefined && { scope: { kind: 'classes', classes: [part.class] } as const }),
      message: describeKind(kind, part.class === undefined ? `the ${part.subject}` : `worker class ${part.class}`),
      cause: at,
    });
  });
}

/** Whether machines that an older release has outdated no longer wait for somebody to delete them. */
function endsWaiting({ cluster }: Context, { kind, class: name }: Part, { path }: Difference, old: unknown, now: unknown): boolean {
  const isStrategy = path.length < 3 || path[2] === 'type';
  const usesIt =
    cluster === undefined || cluster.workers.some((own) => own.kind === kind && own.class === name && own.strategy === undefined);
  return isStrategy && usesIt && readStrategy(old) === 'OnDelete' && readStrategy(now) !== 'OnDelete';
}

function describeWaiting(context: Context, { subject }: Part, cause: EffectCause): Effect {
  return createEffect(context, {
    kind: 'roll-workers',
    verdict: 'conditional',
    subject,
    scope: { kind: 'classes', classes: [subject] },
    rule: 'md-strategy',
    message: `machines of worker class ${subject} that earlier changes have outdated, and that waited until somebody deletes them, are replaced`,
    cause,
  });
}

/** The failure domain of a class counts for workers that have none of their own. */
function describeDomain(context: Context, { subject, kind }: Part, cause: EffectCause): Effect {
  const { cluster } = context;
  const own = cluster?.workers.filter((worker) => worker.kind === kind && worker.class === subject) ?? [];
  const named = own.filter(({ hasFailureDomain }) => hasFailureDomain).map(({ name }) => name);
  const base = { subject, rule: 'md-failure-domain', scope: { kind: 'classes', classes: [subject] }, cause } as const;
  if (cluster !== undefined && named.length === own.length) {
    return createEffect(context, {
      ...base,
      kind: 'none',
      message: `the cluster names the failure domains of worker class ${subject} itself`,
    });
  }
  const rolls = describeKind('roll-workers', `worker class ${subject}`);
  const [verdict, tail] =
    kind === 'machinePool'
      ? (['conditional', '; the provider of its MachinePools decides'] as const)
      : cluster === undefined
        ? (['conditional', ', where the cluster names no failure domain for them itself'] as const)
        : (['ok', named.length > 0 ? `, but for ${named.join(', ')}, of which the cluster names it itself` : ''] as const);
  return createEffect(context, { ...base, kind: 'roll-workers', verdict, message: `${rolls}${tail}` });
}

/** The cloud names failure domains, and nobody by a release. */
function isDomain(name: unknown): boolean {
  return name === 'failureDomain' || name === 'failureDomains';
}

/** The fields of a part in v1beta2's words, without the references to templates. */
function readPart(part: unknown): DataMap {
  if (!isObject(part)) return {};
  const {
    class: _,
    template,
    ref: __,
    templateRef: ___,
    bootstrap: ____,
    infrastructure: _____,
    machineInfrastructure: ______,
    ...rest
  } = part;
  const times = Object.fromEntries(
    DELETION_TIMES.flatMap((key) => (rest[key] === undefined ? [] : [[`${key}Seconds`, toSeconds(rest[key])]])),
  );
  const { machineHealthCheck, namingStrategy, strategy, ...others } = Object.fromEntries(
    Object.entries(rest).filter(([key]) => !DELETION_TIMES.includes(key)),
  );
  return present({
    ...others,
    metadata: getIn(template, 'metadata') ?? others['metadata'],
    deletion: Object.keys(times).length > 0 ? times : others['deletion'],
    healthCheck: machineHealthCheck ?? others['healthCheck'],
    naming: namingStrategy ?? others['naming'],
    rollout: strategy === undefined ? others['rollout'] : { strategy },
  });
}

function compareVersions(context: Context, { after }: ClassPair, before: unknown, now: unknown): Effect[] {
  const values = { from: getIn(before, 'kubernetesVersions'), to: getIn(now, 'kubernetesVersions') };
  const to = formatValue(values.to);
  if (formatValue(values.from) === to) return [];
  const place = locateField(after.side.clusterClass.chart, after.clusterClass.object, {
    path: ['kubernetesVersions'],
    label: undefined,
  });
  // Older releases have no such field.
  const [asked] = ask(context.asked, ({ minor }) => minor >= 12).filter(({ answer }) => answer);
  if (asked === undefined) return [];
  return [
    createEffect(context, {
      said: asked.said,
      kind: 'refused',
      verdict: 'conditional',
      when: 'admission',
      scope: { kind: 'some', where: 'clusters whose Kubernetes version is not in the list' },
      subject: 'Kubernetes versions',
      rule: 'kubernetes-versions-list',
      message:
        to === undefined
          ? 'the class takes any Kubernetes version again, and no chain of several minors'
          : 'the class takes only the Kubernetes versions that it lists',
      cause: createCause(place, 'ClusterClass spec.kubernetesVersions', values),
    }),
  ];
}
