import type { RenderedObject, Rendering } from '../../../chart/index.ts';
import { isSame } from '../../../data.ts';
import { formatTagVersion, formatVersion } from '../../../version/index.ts';
import type { EarlierRelease, Facts } from '../../facts.ts';
import { identifyObject } from '../../identify-object.ts';
import type { Judgement, Rule } from '../../rule.ts';

/** Whose webhooks refuse another spec. Metal3's and the bootstrap templates may change. */
export const IMMUTABLE_TEMPLATES = [
  'DockerClusterTemplate',
  'DockerMachineTemplate',
  'KubeadmControlPlaneTemplate',
  'OpenStackClusterTemplate',
  'OpenStackMachineTemplate',
];

const template = (name: string, image: string) => ({
  'cluster-class/templates/machine.yaml': `apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: DockerMachineTemplate
metadata:
  name: ${name}
spec:
  template: {spec: {customImage: "${image}"}}
`,
});

export const TEMPLATE_CHANGED: Rule<'template-changed'> = {
  code: 'template-changed',
  title: 'templates of the cluster class that change have their own name in every release',
  why: 'Both releases are installed side by side. Most templates are immutable, so a new release that reuses a name is never installed. Other templates change under the clusters of the old release.',
  source: 'the webhooks of the templates in Cluster API and its providers: spec.template.spec is immutable',
  verdicts: ['refuse', 'warn', 'ok', 'unknown'],
  passes: {
    files: template('"{{ .Release.Name }}-{{ .Chart.Version }}-worker"', 'kindest/node:v1.32.5'),
    earlier: template('"{{ .Release.Name }}-{{ .Chart.Version }}-worker"', 'kindest/node:v1.32.4'),
  },
  fails: {
    files: template('docker-demo-worker', 'kindest/node:v1.32.5'),
    earlier: template('docker-demo-worker', 'kindest/node:v1.32.4'),
  },
  check: (facts) => (facts.earlier ?? []).flatMap((earlier) => judge(facts, earlier)),
};

function judge(facts: Facts, earlier: EarlierRelease): Judgement[] {
  const before = new Map(listTemplates(earlier.clusterClass.rendering).map((object) => [identifyObject(object, undefined), object]));
  return listTemplates(facts.clusterClass.rendering).flatMap((object): Judgement[] => {
    const old = before.get(identifyObject(object, undefined));
    if (old === undefined || isVersioned(object.name, facts)) return [];
    const subject = `${object.kind}/${object.name}`;
    const { place } = object;
    if (isSame(object.data['spec'], old.data['spec'])) {
      return [{ verdict: 'ok', subject, message: `is the same as in ${earlier.name}`, place }];
    }
    if (object.apiVersion !== old.apiVersion) {
      const message = `has this name in ${earlier.name} already, in ${old.apiVersion}; whether the two are the same once converted is not known`;
      return [{ verdict: 'unknown', subject, message, place }];
    }
    const what = `has this name in ${earlier.name} already, with another spec`;
    const remedy = 'put {{ .Release.Name }}-{{ .Chart.Version }} into the name';
    if (IMMUTABLE_TEMPLATES.includes(object.kind)) {
      const message = `${what}, and cannot be changed there; CSO would never get the new release installed, so ${remedy}`;
      return [{ verdict: 'refuse', subject, message, place }];
    }
    const message = `${what}; installing this release changes it under the clusters of that one, or fails where the kind is immutable, so ${remedy}`;
    return [{ verdict: 'warn', subject, message, place }];
  });
}

function listTemplates(rendering: Rendering): RenderedObject[] {
  const objects = rendering.kind === 'rendered' ? rendering.objects : [];
  return objects.filter(
    ({ apiVersion, kind, name }) => name !== '' && kind.endsWith('Template') && /\.cluster\.x-k8s\.io\//.test(apiVersion),
  );
}

/** A name with the release's version in it is another one in the next release, also where both were rendered for one version. */
function isVersioned(name: string, { version }: Facts): boolean {
  return [formatVersion(version), formatTagVersion(version)].some((text) => `-${name}-`.includes(`-${text}-`));
}
