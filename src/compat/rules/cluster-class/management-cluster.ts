import type { RenderedObject } from '../../../chart/index.ts';
import { groupOf, versionOf } from '../../api-version.ts';
import { formatRange, isWithin } from '../../cluster-class/core-range.ts';
import { findFields, formatReleases, listLacking, listReleases } from '../../cluster-class/fields/check-fields.ts';
import { listObjects } from '../../cluster-class/model.ts';
import type { Facts } from '../../facts.ts';
import type { ClusterApiTable, CoreRelease, ProviderRelease } from '../../knowledge/cluster-api.ts';
import { CRD_FIELDS } from '../../knowledge/crd-fields.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const MANAGEMENT_CLUSTER: Rule<'management-cluster'> = {
  code: 'management-cluster',
  title: 'a management cluster can run releases of Cluster API, the provider and CSO that all work with this release',
  why: 'The three are installed separately, and each limits the others: by the APIs that it serves, the Kubernetes versions that it supports, and what it can read.',
  verdicts: ['ok', 'warn', 'refuse', 'unknown'],
  passes: { files: exampleClass() },
  fails: {
    files: exampleClass([
      'infrastructure.cluster.x-k8s.io/v1beta1\nkind: DockerMachineTemplate',
      'infrastructure.cluster.x-k8s.io/v1beta2\nkind: Metal3MachineTemplate',
    ]),
  },
  check: (facts) => {
    const objects = listObjects(facts);
    const { clusterApi } = facts.knowledge;
    const place = objects.find(({ kind }) => kind === 'ClusterClass')?.place;
    const cores = listCores(facts, objects);
    // That no release of Cluster API fits alone is said elsewhere.
    if (place === undefined || cores.length === 0) return [];
    const named = { subject: 'management cluster', place, source: `${clusterApi.source}, as of ${clusterApi.asOf}` };
    return [{ ...named, ...judge(facts, clusterApi, cores, objects) }];
  },
};

function judge(
  { today, kubernetes }: Facts,
  { providers, operators }: ClusterApiTable,
  cores: readonly CoreRelease[],
  objects: readonly RenderedObject[],
): Pick<Judgement, 'verdict' | 'message'> {
  const kinds = objects.filter(({ apiVersion }) => groupOf(apiVersion) === 'infrastructure.cluster.x-k8s.io');
  const strange = kinds.find(({ kind }) => !kind.startsWith('Docker') && !providers.some(({ prefix }) => kind.startsWith(prefix)));
  const operator = operators.at(-1);
  const within = cores.filter((core) => operator === undefined || isWithin(core, operator.core));
  if (operator !== undefined && within.length === 0) {
    const found = `its APIs and Kubernetes 1.${kubernetes.minor} need ${names(cores)}`;
    return { verdict: 'refuse', message: `${found}, and ${describeOperator(operator)}; no management cluster can have both` };
  }
  if (strange !== undefined) {
    const message = `${names(within)}${formatNeeds(within, kubernetes.minor)} and ${operator?.release ?? 'CSO'} go together; which releases of the provider of ${strange.kind} go with them is not known here`;
    return { verdict: 'unknown', message };
  }
  const used = providers
    .filter(({ prefix }) => kinds.some(({ kind }) => kind.startsWith(prefix)))
    .map(({ name, prefix, releases }) => {
      const own = kinds.filter(({ kind }) => kind.startsWith(prefix));
      const versions = [...new Set(own.map(({ apiVersion }) => versionOf(apiVersion)))];
      const serving = releases.filter(({ serves }) => versions.every((one) => serves.includes(one)));
      const lacking = new Set(own.flatMap(listLacking));
      const complete = serving.filter(({ release }) => !lacking.has(release));
      // That no release has all the fields is said elsewhere.
      return { name, versions, releases: complete.length > 0 ? complete : serving };
    });
  // That no release of the provider serves its APIs is said elsewhere.
  const unserved = used.find(({ releases }) => releases.length === 0);
  if (unserved !== undefined) {
    return { verdict: 'unknown', message: `no known release of ${unserved.name} serves ${unserved.versions.join(' and ')}` };
  }
  const fitting = within.filter((core) => used.every(({ releases }) => releases.some((release) => isWithin(core, release.core))));
  if (fitting.length === 0) {
    const wanted = used.map(({ versions, releases }) => `${versions.join(' and ')} of ${names(releases)}, with ${describeCores(releases)}`);
    const limit = operator !== undefined && within.length < cores.length ? `, and ${describeOperator(operator)}` : '';
    const message = `its templates need ${wanted.join('; ')}; Kubernetes 1.${kubernetes.minor} and its other APIs allow ${names(cores)}${limit}; no management cluster can have all of these`;
    return { verdict: 'refuse', message };
  }
  const together = used.map(({ releases }) => names(releases.filter((release) => fitting.some((core) => isWithin(core, release.core)))));
  const all = [`${names(fitting)}${formatNeeds(fitting, kubernetes.minor)}`, ...together, ...(operator ? [operator.release] : [])];
  const message = `management clusters with ${all.join(', ')} can take this release`;
  if (fitting.some(({ endOfLife }) => endOfLife === undefined || endOfLife > today)) return { verdict: 'ok', message };
  const ends = fitting.at(-1)?.endOfLife;
  return {
    verdict: 'warn',
    message: `${message}, and none of those releases of Cluster API is still maintained (the last until ${ends})`,
  };
}

/** The minors of Cluster API that serve its own kinds and support the stack's Kubernetes. */
function listCores({ knowledge, kubernetes: { minor } }: Facts, objects: readonly RenderedObject[]): readonly CoreRelease[] {
  const served = objects.flatMap(({ apiVersion, kind }) => {
    const lookup = findFields(CRD_FIELDS, apiVersion, kind);
    const releases = lookup.kind === 'known' ? listReleases(lookup.fields.version).filter((release) => release.startsWith('CAPI ')) : [];
    return releases.length === 0 ? [] : [releases];
  });
  return knowledge.clusterApi.releases.filter(
    ({ release, kubernetes: [first = 0, last = 0] }) => first <= minor && minor <= last && served.every((all) => all.includes(release)),
  );
}

function describeOperator({ release, core, reason }: ClusterApiTable['operators'][number]): string {
  return `${release} works with ${formatRange(core)} (${reason})`;
}

/** `CAPI 1.13 or 1.14` */
function describeCores(releases: readonly ProviderRelease[]): string {
  return [...new Set(releases.map(({ core }) => formatRange(core)))].join(' or ');
}

/** ` (1.12 from 1.12.8)` */
function formatNeeds(cores: readonly CoreRelease[], minor: number): string {
  const patches = cores.flatMap(({ needs }) => needs?.[`1.${minor}`] ?? []);
  return patches.length === 0 ? '' : ` (${patches.map((patch) => `${patch.split('.').slice(0, 2).join('.')} from ${patch}`).join(', ')})`;
}

function names(releases: readonly { readonly release: string }[]): string {
  return formatReleases(releases.map(({ release }) => release));
}
