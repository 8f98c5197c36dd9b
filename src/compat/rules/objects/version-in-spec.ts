import type { FieldDifference, RenderedObject } from '../../../chart/index.ts';
import { asList, getIn } from '../../../data.ts';
import { groupOf } from '../../api-version.ts';
import { nameObject } from '../../identify-object.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { type AppliedChart, listAppliedCharts } from './list-applied.ts';
import { formatPaths, groupByObject } from './unstable-rendering.ts';

const template = (version: string) => ({
  'cluster-class/templates/cluster-class.yaml': `apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: DockerMachineTemplate
metadata: {name: "machine-{{ .Chart.Version }}"}
spec: {template: {spec: {customImage: "registry.example/node:${version}"}}}
`,
});

export const VERSION_IN_SPEC: Rule<'version-in-spec'> = {
  code: 'version-in-spec',
  title: 'no spec of machines or pods contains the release’s own version',
  why: 'Cluster API replaces machines when the spec that they are made from changes, and Kubernetes restarts pods in the same way. If the release’s version is in it, that happens in every release, whatever else changed. In the names of templates it does no harm, since Cluster API compares their content.',
  source:
    'Cluster API 1.10 to 1.12, internal/topology and controlplane/kubeadm/internal (what rolls out); Kubernetes, the hash of a pod template',
  verdicts: ['warn', 'ok', 'unknown'],
  passes: { files: template('v1.32.5') },
  fails: { files: template('{{ .Chart.Version }}') },
  check: (facts) =>
    listAppliedCharts(facts).flatMap((chart): Judgement[] => {
      const { subject, renumbered } = chart;
      const place = { file: chart.chart.yaml.file };
      if (renumbered === undefined) return [];
      if (renumbered.kind === 'unknown') {
        const message = `what the next version changes in it is not known, since it does not render with that: ${renumbered.message}`;
        return [{ verdict: 'unknown', subject, place, message }];
      }
      const found = groupByObject(renumbered.differences).flatMap((differences) => judgeObject(chart, differences));
      if (found.length > 0) return found;
      const message = `a new version alone ${chart.cluster === 'management' ? 'replaces no machine' : 'restarts no pod'}`;
      return [{ verdict: 'ok', subject, place, message }];
    }),
};

function judgeObject(chart: AppliedChart, differences: readonly [FieldDifference, ...FieldDifference[]]): Judgement[] {
  const [{ object }] = differences;
  const effects = new Map<string, FieldDifference[]>();
  for (const difference of differences) {
    const effect = chart.cluster === 'management' ? findClassEffect(chart, difference) : findPodEffect(difference);
    if (effect !== undefined) effects.set(effect, [...(effects.get(effect) ?? []), difference]);
  }
  return [...effects].map(([effect, fields]) => ({
    verdict: 'warn',
    subject: nameObject(object),
    place: object.place,
    message: `has the release's own version in ${formatPaths(fields)}, so every release ${effect}, whatever else it changes; leave the version out there`,
  }));
}

function findPodEffect({ object: { apiVersion, kind }, path }: FieldDifference): string | undefined {
  const at = path.join('.');
  if (groupOf(apiVersion) === 'batch' && kind === 'Job')
    return at.startsWith('spec.template') ? 'is refused, as a Job cannot be changed' : undefined;
  if (groupOf(apiVersion) !== 'apps') return undefined;
  if (at.startsWith('spec.selector')) return 'is refused, as a selector cannot be changed';
  return at.startsWith('spec.template.') ? 'restarts its pods' : undefined;
}

const CONTROL_PLANE = 'replaces all machines of the control plane';
const WORKERS = 'replaces all machines made from it';

function findClassEffect(chart: AppliedChart, { object, path }: FieldDifference): string | undefined {
  if (object.kind === 'ClusterClass') return findPatchEffect(chart, object, path);
  return path[0] === 'spec' ? findTemplateEffect(object.kind, path) : undefined;
}

/** Source: which change replaces which machines, in Cluster API 1.10 to 1.12. */
function findTemplateEffect(kind: string, path: readonly (string | number)[]): string | undefined {
  const at = path.join('.');
  if (kind === 'KubeadmControlPlaneTemplate') return at.startsWith('spec.template.spec.kubeadmConfigSpec') ? CONTROL_PLANE : undefined;
  if (kind === 'KubeadmConfigTemplate') return at.startsWith('spec.template') ? WORKERS : undefined;
  if (/Machine(?:Pool)?Template$/.test(kind)) return at.startsWith('spec.template') ? WORKERS : undefined;
  if (/ClusterTemplate$/.test(kind)) {
    return at.startsWith('spec.template.spec') ? 'changes it in every cluster, or is refused by its provider' : undefined;
  }
  return undefined;
}

/** A value of a patch has the effect of the field that it is written to. */
function findPatchEffect(
  { rendering }: AppliedChart,
  { kind, name }: Pick<RenderedObject, 'kind' | 'name'>,
  path: readonly (string | number)[],
): string | undefined {
  const [, patches, patch, , definition, , operation, value, ...below] = path;
  if (patches !== 'patches' || rendering.kind !== 'rendered' || (value !== 'value' && value !== 'valueFrom')) return undefined;
  const data = rendering.objects.find((object) => object.kind === kind && object.name === name)?.data;
  const written = asList(getIn(data, 'spec', 'patches'))[Number(patch)];
  const found = asList(getIn(written, 'definitions'))[Number(definition)];
  const pointer = getIn(asList(getIn(found, 'jsonPatches'))[Number(operation)], 'path');
  const target = getIn(found, 'selector', 'kind');
  if (typeof pointer !== 'string' || typeof target !== 'string') return undefined;
  return findTemplateEffect(target, [...pointer.split('/').slice(1), ...below]);
}
