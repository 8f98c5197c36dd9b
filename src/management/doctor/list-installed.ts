import { parseSemver } from '../../chart/index.ts';
import type { CoreRelease, InstallerRelease, OperatorRelease, Provider, ProviderRelease } from '../../compat/index.ts';
import { countMinors } from '../solver/read-version.ts';
import type { Tables } from '../solver/wanted.ts';
import type { ClusterState, Deployment } from './cluster-state.ts';
import { versionOfImage } from './parse-deployment.ts';

/** Something installed, in the words of the label that its deployment has. */
export interface Installed {
  /** `cluster-api`, `bootstrap-kubeadm`, `infrastructure-openstack`, `cso`, `cert-manager` */
  readonly name: string;
  readonly namespace: string;
  /** Undefined where it cannot be told. */
  readonly version: string | undefined;
  /** Undefined where its deployment was not seen. */
  readonly gates: Readonly<Record<string, boolean>> | undefined;
}

/** What has no label: known by its image, or by its deployment's name where the image has another, as in mirrors. */
const BY_NAME: readonly (readonly [name: string, image: RegExp, deployment: RegExp])[] = [
  ['cert-manager', /cert-manager-controller[:@]/, /^cert-manager$/],
  ['openstack-resource-controller', /openstack-resource-controller[:@]/, /^orc-controller-manager$/],
  ['kyverno', /\/kyverno[:@]/, /^kyverno(?:-admission-controller)?$/],
  ['cluster-api-operator', /cluster-api-operator[:@]/, /^(?:capi-operator-controller-manager|.*cluster-api-operator)$/],
  ['cso', /\/cso[:@]/, /^cso-controller-manager$/],
  ['baremetal-operator', /baremetal-operator[:@]/, /^baremetal-operator-controller-manager$/],
];
const CSO_LABEL = 'cluster-stack-operator';

/** Providers by their records, else by their deployments; all else by its deployment. */
export function listInstalled({ providers, deployments }: ClusterState): readonly Installed[] {
  const labelled = new Map(deployments.items.flatMap((one) => (one.provider === undefined ? [] : [[one.provider, one] as const])));
  const recorded = providers.items.map(({ provider, namespace, version }): Installed => {
    const deployment = labelled.get(provider);
    return { name: provider, namespace, version: version ?? (deployment && tell(deployment)), gates: deployment?.gates };
  });
  const names = new Set(recorded.map(({ name }) => name));
  const found = [...labelled]
    .filter(([provider]) => !names.has(provider))
    .map(
      ([provider, one]): Installed => ({
        name: provider === CSO_LABEL ? 'cso' : provider,
        namespace: one.namespace,
        version: tell(one),
        gates: one.gates,
      }),
    );
  const unlabelled = deployments.items.filter(({ provider }) => provider === undefined);
  const others = BY_NAME.flatMap(([name, image, pattern]): Installed[] => {
    if (found.some((one) => one.name === name)) return [];
    const byImage = unlabelled.find(({ images }) => images.some((text) => image.test(text)));
    const one = byImage ?? unlabelled.find((deployment) => pattern.test(deployment.name));
    if (one === undefined) return [];
    return [{ name, namespace: one.namespace, version: tell(one, byImage === undefined ? /./ : image), gates: undefined }];
  });
  return [...recorded, ...found, ...others].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function tell({ images }: Deployment, image = /./): string | undefined {
  return images
    .filter((one) => image.test(one))
    .map(versionOfImage)
    .find((version) => version !== undefined);
}

/** The row of a table that an installed version belongs to. */
export function findCore(version: string | undefined, { clusterApi }: Tables): CoreRelease | undefined {
  return version === undefined ? undefined : clusterApi.releases.find(({ newest }) => countMinors(version, newest) === 0);
}

export function findProviderRelease(provider: Provider, version: string | undefined): ProviderRelease | undefined {
  return version === undefined ? undefined : provider.releases.find(({ newest }) => countMinors(version, newest) === 0);
}

export function findCso(version: string | undefined, { clusterApi }: Tables): OperatorRelease | undefined {
  return clusterApi.operators.find(({ release }) => release === `CSO ${version?.replace(/^v/, '')}`);
}

export function findInstaller(version: string | undefined, { management }: Tables): InstallerRelease | undefined {
  return version === undefined ? undefined : management.operator.find((one) => countMinors(version, one.version) === 0);
}

/** The minor of a version of Kubernetes 1. */
export function minorOf(version: string | undefined): number | undefined {
  const release = version === undefined ? undefined : parseSemver(version)?.release;
  return release === undefined || release[0] !== 1n ? undefined : Number(release[1]);
}
