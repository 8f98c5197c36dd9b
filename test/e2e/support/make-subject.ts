import type { RenderedObject, Rendering } from '../../../src/chart/index.ts';
import type { Addon, Shipped } from '../../../src/compat/index.ts';
import { openClass } from '../../../src/compat/index.ts';
import type { Subject } from '../../../src/e2e/subject.ts';
import { createAsset } from '../../../src/release/index.ts';
import { parseStages } from '../../../src/stack/index.ts';
import { requireReleaseName } from '../../../src/version/index.ts';
import { parseYaml } from '../../../src/yaml/index.ts';

export interface SubjectParts {
  readonly release?: string;
  readonly patch?: number;
  /** What the kinds of its infrastructure begin with, and their version. */
  readonly machines?: string;
  readonly api?: string;
  readonly controlPlane?: string;
  readonly workers?: readonly string[];
  readonly variables?: readonly object[];
  /** By folder. */
  readonly addons?: Readonly<Record<string, Rendering | readonly object[]>>;
  /** The body of clusteraddon.yaml’s addonStages; undefined for all addons in both hooks, null for a single-stage release. */
  readonly stages?: string | null;
  readonly classRendering?: Rendering;
}

/** An object as Helm rendered it. */
export function makeObject(data: object): RenderedObject {
  const {
    apiVersion = '',
    kind = '',
    metadata,
  } = data as { apiVersion?: string; kind?: string; metadata?: { name?: string; namespace?: string } };
  const { name = '', namespace } = metadata ?? {};
  return { template: 't', place: { file: 't' }, apiVersion, kind, name, namespace, data: data as Record<string, unknown> };
}

export function makeRendering(objects: readonly object[]): Rendering {
  return { kind: 'rendered', objects: objects.map(makeObject), problems: [] };
}

/** A release in memory, as far as a kit reads it. */
export function makeSubject(parts: SubjectParts = {}): Subject {
  const { release = 'docker-demo-1-36-v1', patch = 1, addons = {}, classRendering, stages } = parts;
  const { line, version } = requireReleaseName(release);
  const chart = { directory: 'c', files: [] } as unknown as Addon['chart'];
  const rendering = classRendering ?? makeRendering([makeClass(parts)]);
  const folders = Object.keys(addons);
  const both = ['AfterControlPlaneInitialized', 'BeforeClusterUpgrade']
    .map((hook) => `  ${hook}:\n${folders.map((name) => `    - {name: ${name}, action: apply}\n`).join('')}`)
    .join('');
  const facts: Shipped = {
    line,
    version,
    kubernetes: { ...line.kubernetes, patch },
    clusterClass: openClass({ chart, rendering }),
    addons: Object.entries(addons).map(([folder, value]) => ({
      folder,
      chart,
      rendering: isRendering(value) ? value : makeRendering(value),
    })),
    ...(stages !== null && { stages: parseStages(parseYaml('clusteraddon.yaml', Buffer.from(`addonStages:\n${stages ?? both}`))) }),
  };
  return { content: { name: release, assets: [createAsset('metadata.yaml', Buffer.from('versions: {}\n'))] }, facts };
}

function isRendering(value: Rendering | readonly object[]): value is Rendering {
  return !Array.isArray(value);
}

function makeClass(parts: SubjectParts): object {
  const {
    machines = 'Docker',
    api = 'v1beta1',
    controlPlane = 'KubeadmControlPlaneTemplate',
    workers = ['default-worker'],
    variables = [],
  } = parts;
  const ref = (kind: string) => ({ ref: { apiVersion: `infrastructure.cluster.x-k8s.io/${api}`, kind, name: 'x' } });
  return {
    apiVersion: 'cluster.x-k8s.io/v1beta1',
    kind: 'ClusterClass',
    metadata: { name: 'x' },
    spec: {
      controlPlane: {
        ref: { apiVersion: 'controlplane.cluster.x-k8s.io/v1beta1', kind: controlPlane, name: 'x' },
        machineInfrastructure: ref(`${machines}MachineTemplate`),
      },
      infrastructure: ref(`${machines}ClusterTemplate`),
      workers: {
        machineDeployments: workers.map((name) => ({ class: name, template: { infrastructure: ref(`${machines}MachineTemplate`) } })),
      },
      variables,
    },
  };
}
