import type { RoleRule } from '../../compat/index.ts';
import { FOLDERS, HEADER, KUSTOMIZATION } from '../folder/folder-file.ts';
import { formatComment, formatDocuments, type YamlDocument } from '../folder/format-yaml.ts';
import type { WantedFolder } from '../folder/plan-folder.ts';
import { createClusterStacks, createDistribution, type Label } from '../objects/cluster-stacks.ts';
import { type CsoSource, createCsoSecret, createCsoValues } from '../objects/cso.ts';
import type { ClassRights } from '../objects/cso-rights.ts';
import { createKyvernoPolicy, createNativePolicy, createTenantRole } from '../objects/policies.ts';
import { createNamespace, createProvider, formatProviderFile, isProvider } from '../objects/providers.ts';
import type { Choice } from '../solver/choice.ts';
import type { StackList } from './list-stacks.ts';

/** How ClusterStacks reach namespaces. */
export interface Distribution {
  /** Those that have some of their own. */
  readonly namespaces: readonly string[];
  /** What namespaces have that get them by a policy; undefined where none do. */
  readonly label: Label | undefined;
}

/** All that decides what is written. */
export interface Manifests {
  readonly choices: readonly Choice[];
  /** The minors of Kubernetes 1 that the management cluster may have. */
  readonly kubernetes: readonly [number, number];
  readonly list: StackList;
  readonly distribution: Distribution;
  readonly policy: 'native' | 'kyverno' | 'none';
  readonly cso: CsoSource;
  /** Of the listed releases. */
  readonly classes: readonly ClassRights[];
  /** Rules that CSO's role was given before. */
  readonly rules: readonly RoleRule[];
  readonly tenantRole: boolean;
  /** Images of the OpenStack Resource Controller, ready to be written. */
  readonly images: readonly YamlDocument[];
}

interface File {
  readonly name: string;
  readonly documents: readonly YamlDocument[];
  /** Left out of the kustomization: for people, or for another tool. */
  readonly apart?: true;
}

/** The folders' files. The same manifests give the same bytes. */
export function createManifests(manifests: Manifests): WantedFolder {
  const folders = [createOperators(manifests), createProviders(manifests), createStacks(manifests), createPolicies(manifests)];
  const named = FOLDERS.map((folder, index) => ({ folder, files: folders[index] ?? [] })).filter(({ files }) => files.length > 0);
  return {
    files: named.flatMap(({ folder, files }) =>
      files.map(({ name, documents }) => ({ path: `${folder}/${name}`, text: `${HEADER}${formatDocuments(documents)}` })),
    ),
    kustomizations: [
      ...named.map(({ folder, files }) => ({
        path: `${folder}/${KUSTOMIZATION}`,
        header: formatHeader(WHY[folder]),
        resources: files.filter(({ apart }) => !apart).map(({ name }) => name),
      })),
      {
        path: KUSTOMIZATION,
        header: formatHeader(
          'All folders at once, to look at. To apply them, take one after the other, each when the one before is ready.',
        ),
        // Files and not folders, which old versions of kubectl take under another key.
        resources: named.flatMap(({ folder, files }) => files.filter(({ apart }) => !apart).map(({ name }) => `${folder}/${name}`)),
      },
    ],
  };
}

const WHY = {
  '1-operators': 'First, and prerequisites.yaml with it. The charts and manifests that it names are yours to install.',
  '2-providers': 'When the Cluster API operator is ready.',
  '3-cluster-stacks': 'When the providers and CSO are ready.',
  '4-policies': 'At any time after the first.',
} as const;

function formatHeader(why: string): string {
  return `${formatComment('Begun by clusterstack manifests, which adds and removes its own resources alone: entries of yours, patches and comments stay.')}${formatComment(why)}`;
}

function createOperators({ choices, kubernetes, cso, classes, rules }: Manifests): readonly File[] {
  const installed = choices.filter((choice) => !isProvider(choice));
  const own = choices.find(({ kind }) => kind === 'cso');
  const secret = createCsoSecret(cso);
  return [
    { name: 'namespaces.yaml', documents: [createNamespace('cso-system')] },
    { name: 'prerequisites.yaml', documents: [createPrerequisites(installed, kubernetes)], apart: true },
    ...(own === undefined
      ? []
      : [{ name: 'cso-values.yaml', documents: [createCsoValues(cso, own, classes, rules)], apart: true as const }]),
    ...(secret === undefined ? [] : [{ name: 'cso-secret.yaml', documents: [secret], apart: true as const }]),
  ];
}

/** A list for people and their tools; no object of a cluster. */
function createPrerequisites(installed: readonly Choice[], [first, last]: readonly [number, number]): YamlDocument {
  return {
    comments: [
      `The management cluster has Kubernetes 1.${first}${first === last ? '' : ` to 1.${last}`}, which all parts support.`,
      'What is installed in it before the providers, in this order:',
    ],
    data: {
      kubernetes: { min: `1.${first}`, max: `1.${last}` },
      install: installed.map(({ name, version, namespace, install, reasons }) => ({
        name,
        version,
        namespace,
        from: install,
        because: reasons,
      })),
    },
  };
}

function createProviders({ choices }: Manifests): readonly File[] {
  return choices.filter(isProvider).map((choice) => ({ name: formatProviderFile(choice), documents: createProvider(choice) }));
}

function createStacks({ list, distribution, images }: Manifests): readonly File[] {
  const { namespaces, label } = distribution;
  const own = namespaces.length === 0 ? [] : list.stacks;
  return [
    ...own.map((stack) => ({ name: `${stack.name}.yaml`, documents: createClusterStacks(stack, namespaces) })),
    ...(label === undefined ? [] : [{ name: 'distribution.yaml', documents: createDistribution(list.stacks, label) }]),
    ...(images.length === 0 ? [] : [{ name: 'images.yaml', documents: images }]),
  ];
}

function createPolicies({ list, policy, tenantRole }: Manifests): readonly File[] {
  return [
    ...(policy === 'native' ? [{ name: 'cluster-releases.yaml', documents: createNativePolicy(list.allowed) }] : []),
    ...(policy === 'kyverno' ? [{ name: 'cluster-releases-kyverno.yaml', documents: createKyvernoPolicy(list.allowed) }] : []),
    ...(tenantRole ? [{ name: 'tenant-role.yaml', documents: [createTenantRole()] }] : []),
  ];
}
