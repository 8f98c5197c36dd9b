import type { RenderedObject } from '../../../chart/index.ts';
import { formatSuggestion } from '../../../suggest.ts';
import { formatKubernetesVersion } from '../../../version/index.ts';
import { groupOf, isClusterApi, versionOf } from '../../api-version.ts';
import { findFields, formatReleases, listReleases } from '../../cluster-class/fields/check-fields.ts';
import { listObjects } from '../../cluster-class/model.ts';
import { findServed, listSupported } from '../../cluster-class/served.ts';
import type { Facts } from '../../facts.ts';
import type { ClusterApiTable } from '../../knowledge/cluster-api.ts';
import { CRD_FIELDS } from '../../knowledge/crd-fields.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_API: Rule<'class-api'> = {
  code: 'class-api',
  title: 'releases of Cluster API and of the provider serve the cluster class’s API versions and support its Kubernetes version',
  why: 'If no release serves an API version, the objects cannot be applied. If only old releases do, the management cluster cannot be kept up to date.',
  verdicts: ['ok', 'refuse', 'warn', 'unknown'],
  passes: { files: exampleClass() },
  fails: {
    files: exampleClass([
      'infrastructure.cluster.x-k8s.io/v1beta1\nkind: DockerMachineTemplate',
      'infrastructure.cluster.x-k8s.io/v1alpha2\nkind: DockerMachineTemplate',
    ]),
  },
  check: (facts) => {
    const objects = listObjects(facts).filter(({ apiVersion }) => isClusterApi(apiVersion));
    const kinds = [...new Map(objects.map((object) => [`${object.apiVersion} ${object.kind}`, object])).values()];
    const served = kinds.map((object) => ({ object, judgement: checkKind(facts.knowledge.clusterApi, object) }));
    return [...served.map(({ judgement }) => judgement), ...checkTogether(facts, kinds)].filter((judgement) => judgement !== undefined);
  },
};

function checkKind(table: ClusterApiTable, { apiVersion, kind, place }: RenderedObject): Judgement | undefined {
  const named = { subject: `${kind} of ${apiVersion}`, place, source: `${table.source}, as of ${table.asOf}` };
  const served = findServed(table, apiVersion, kind);
  if (served.kind === 'no-such-kind') {
    const advice = formatSuggestion(kind, served.kinds) || `; there are ${served.kinds.slice(0, 12).join(', ')}`;
    return { ...named, verdict: 'refuse', message: `no known release has this kind in its group, so it cannot be applied${advice}` };
  }
  const provider = groupOf(apiVersion).startsWith('infrastructure.')
    ? table.providers.find(({ prefix }) => kind.startsWith(prefix))
    : undefined;
  const having = provider?.releases.filter(({ serves }) => serves.includes(versionOf(apiVersion))) ?? [];
  if (served.kind === 'not-served') {
    const there = served.served.map(({ version, releases }) =>
      releases.length === 0 ? version : `${version} (${formatReleases(releases)})`,
    );
    return {
      ...named,
      verdict: 'refuse',
      message: `no known release serves this version, so it cannot be applied; served are ${there.join('; ')}; the nearest is ${served.nearest}`,
    };
  }
  if (provider === undefined || having.length === 0) return undefined;
  const names = formatReleases(having.map(({ release }) => release));
  if (listSupported(provider).some((release) => having.includes(release))) {
    return { ...named, verdict: 'ok', message: `${names} serve it` };
  }
  const newest = provider.releases.at(-1);
  return {
    ...named,
    verdict: 'warn',
    message: `only ${names} serve it, and they are unmaintained; ${newest?.release} serves ${newest?.serves.join(', ')}`,
  };
}

/** Whether one release of Cluster API serves all that is its own, and supports the stack's Kubernetes. */
function checkTogether(facts: Facts, kinds: readonly RenderedObject[]): Judgement[] {
  const { releases, deprecated, source, asOf } = facts.knowledge.clusterApi;
  const own = kinds.flatMap((object) => {
    const lookup = findFields(CRD_FIELDS, object.apiVersion, object.kind);
    const names = lookup.kind === 'known' ? listReleases(lookup.fields.version).filter((release) => release.startsWith('CAPI ')) : [];
    return names.length === 0 ? [] : [{ object, names }];
  });
  const place = own[0]?.object.place;
  if (place === undefined) return [];
  const version = formatKubernetesVersion(facts.kubernetes);
  const named = { subject: 'Cluster API', place, source: `${source}, as of ${asOf}` };
  const serving = releases.filter(({ release }) => own.every(({ names }) => names.includes(release)));
  const { minor } = facts.kubernetes;
  const fitting = serving.filter(({ kubernetes: [first = 0, last = 0] }) => first <= minor && minor <= last);
  const names = (list: readonly { readonly release: string }[]) => formatReleases(list.map(({ release }) => release));
  const versions = [...new Set(own.map(({ object }) => object.apiVersion))].join(', ');
  return [judgeRelease(), ...judgeDeprecation()];

  function judgeRelease(): Judgement {
    // Which of them a management cluster can have is another rule's to say.
    if (fitting.length > 0) return { ...named, verdict: 'ok', message: `${names(serving)} serve all of ${versions}` };
    if (minor > Math.max(...releases.map(({ kubernetes }) => kubernetes[1] ?? 0))) {
      return { ...named, verdict: 'unknown', message: `no release known as of ${asOf} supports Kubernetes ${version}` };
    }
    const found =
      serving.length === 0
        ? `no one release serves ${versions} together`
        : `${names(serving)} serve ${versions}, and none of them supports Kubernetes ${version}`;
    const others = releases.filter(({ kubernetes: [first = 0, last = 0] }) => first <= minor && minor <= last);
    return { ...named, verdict: 'warn', message: `${found}, which ${names(others) || 'no known release'} would` };
  }

  function judgeDeprecation(): Judgement[] {
    return deprecated.flatMap((end): Judgement[] => {
      const used = own.some(({ object }) => versionOf(object.apiVersion) === end.version && isClusterApi(object.apiVersion));
      if (!used || facts.today < end.date) return [];
      const message = `${end.version} is deprecated since ${end.since}, and ${end.until}, due ${end.date}, no longer serves it; move to the version after it`;
      return [{ ...named, verdict: 'warn', message }];
    });
  }
}
