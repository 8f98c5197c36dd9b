import { parseAllDocuments } from 'yaml';
import { isObject } from '../../../src/data.ts';
import { createManifests, type Manifests } from '../../../src/management/manifests/create-manifests.ts';
import { listStacks } from '../../../src/management/manifests/list-stacks.ts';
import { createImages } from '../../../src/management/objects/images.ts';
import { solve } from '../../../src/management/solver/solve.ts';
import { parseKubernetesVersion, requireReleaseName } from '../../../src/version/index.ts';
import { release, TABLES, wanted } from '../solver/wanted.ts';

const RELEASES: readonly (readonly [name: string, kubernetes: string])[] = [
  ['docker-scs-1-32-v1', 'v1.32.11'],
  ['metal3-scs-1-31-v1', 'v1.31.14'],
  ['openstack-scs-1-31-v1', 'v1.31.13'],
  ['openstack-scs-1-31-v2', 'v1.31.14'],
  ['openstack-scs-1-32-v1', 'v1.32.13'],
  ['openstack-scs-1-32-v0-sha-abc1234', 'v1.32.13'],
];

/** What would be written for a few releases. */
export function sampleManifests(more: Partial<Manifests> = {}): Manifests {
  const offered = RELEASES.map(([name, kubernetes]) => ({
    name,
    ...requireReleaseName(name),
    kubernetes: parseKubernetesVersion(kubernetes),
    state: undefined,
  }));
  const solution = solve(wanted(RELEASES.map(([name, kubernetes]) => release(name, kubernetes))), TABLES);
  if (solution.kind === 'impossible') throw new Error(solution.facts.join('\n'));
  const image = {
    name: 'Ubuntu 24.04 v1.32.13',
    url: 'https://images.example.com/u.qcow2',
    diskFormat: 'qcow2',
    containerFormat: 'bare',
    visibility: 'private',
  };
  return {
    ...solution,
    list: listStacks(offered, { versions: new Map(), allowed: new Map() }, { newest: undefined, prune: false, states: new Map() }),
    distribution: { namespaces: ['tenant-a', 'tenant-b'], label: undefined },
    policy: 'native',
    cso: { kind: 'oci', registry: 'registry.example.com', repository: 'registry.example.com/cs', login: 'password' },
    classes: [],
    rules: [],
    tenantRole: true,
    images: createImages([image], ['tenant-a'], { secret: 'openstack-clouds', cloud: 'openstack' }, { images: new Map(), keep: true })
      .documents,
    ...more,
  };
}

export type KubernetesObject = Readonly<Record<string, unknown>>;

/** The objects of all files, as another YAML reader sees them. */
export function readObjects(manifests: Manifests): readonly (readonly [path: string, object: KubernetesObject])[] {
  return createManifests(manifests).files.flatMap(({ path, text }) =>
    parseAllDocuments(text).flatMap((document): [string, KubernetesObject][] => {
      if (document.errors.length > 0) throw new Error(`${path}: ${document.errors}`);
      const data: unknown = document.toJS();
      return isObject(data) ? [[path, data]] : [];
    }),
  );
}

/** The one object of a kind. */
export function findObject(manifests: Manifests, kind: string): KubernetesObject {
  const [found] = readObjects(manifests).filter(([, object]) => object['kind'] === kind);
  if (found === undefined) throw new Error(`there is no ${kind}`);
  return found[1];
}
