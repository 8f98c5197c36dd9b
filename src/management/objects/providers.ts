import type { YamlDocument } from '../folder/format-yaml.ts';
import type { Choice } from '../solver/choice.ts';

/** Kinds of the Cluster API operator. Source: https://github.com/kubernetes-sigs/cluster-api-operator/tree/v0.28.0/api/v1alpha2 */
const KINDS = {
  core: 'CoreProvider',
  bootstrap: 'BootstrapProvider',
  controlPlane: 'ControlPlaneProvider',
  infrastructure: 'InfrastructureProvider',
  ipam: 'IPAMProvider',
} as const;

const FILES = {
  core: 'core',
  bootstrap: 'bootstrap',
  controlPlane: 'control-plane',
  infrastructure: 'infrastructure',
  ipam: 'ipam',
} as const;

export type ProviderKind = keyof typeof KINDS;

export function isProvider(choice: Choice): choice is Choice & { readonly kind: ProviderKind } {
  return Object.hasOwn(KINDS, choice.kind);
}

/** `infrastructure-openstack.yaml` */
export function formatProviderFile({ kind, name }: Choice & { readonly kind: ProviderKind }): string {
  return kind === 'core' ? 'core.yaml' : `${FILES[kind]}-${name}.yaml`;
}

/** A provider as the Cluster API operator installs it, and its namespace. */
export function createProvider(choice: Choice & { readonly kind: ProviderKind }): readonly YamlDocument[] {
  const { kind, name, namespace, version, gates, reasons } = choice;
  const manager = Object.keys(gates).length === 0 ? undefined : { featureGates: gates };
  return [
    createNamespace(namespace),
    {
      comments: [`${version}:`, ...reasons.map((reason) => `- ${reason}`)],
      data: {
        apiVersion: 'operator.cluster.x-k8s.io/v1alpha2',
        kind: KINDS[kind],
        metadata: { name, namespace },
        spec: { version, manager },
      },
    },
  ];
}

export function createNamespace(name: string): YamlDocument {
  return { comments: [], data: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } } };
}
