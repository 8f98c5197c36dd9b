/** A change of a KubeadmControlPlane's spec; without a value the field is removed. */
export interface SpecChange {
  readonly path: readonly string[];
  readonly value?: unknown;
}

type Data = Record<string, unknown>;

/** What is changed of the class. */
export interface ClassChange {
  readonly controlPlane?: Data;
  readonly controlPlaneApi?: string;
  readonly workers?: Data;
  /** The templates of machines, by their roles. */
  readonly machines?: Data;
  readonly workerMachines?: Data;
  readonly machinesApi?: string;
  /** Over `spec` of the ClusterClass. */
  readonly classSpec?: Data;
  /** Over the one worker class. */
  readonly workerClass?: Data;
  readonly infrastructure?: { readonly kind: string; readonly spec: Data };
}

/** A control plane's spec that has something of everything. */
export function controlPlaneSpec(api: 'v1beta1' | 'v1beta2'): Data {
  const args = (v: string) => (api === 'v1beta1' ? { v } : [{ name: 'v', value: v }]);
  return {
    kubeadmConfigSpec: {
      clusterConfiguration: {
        apiServer: { extraArgs: args('2') },
        dns: { imageTag: 'v1.11.3' },
        etcd: { local: { imageTag: '3.5.15-0' } },
        imageRepository: 'registry.k8s.io',
      },
      initConfiguration: { nodeRegistration: { kubeletExtraArgs: args('2') } },
      joinConfiguration: { nodeRegistration: { kubeletExtraArgs: args('2') } },
      files: [{ path: '/a', content: 'x' }],
      preKubeadmCommands: ['echo 1'],
      format: 'cloud-config',
      verbosity: 2,
      users: [{ name: 'admin' }],
    },
    machineTemplate: { metadata: { labels: { a: '1' } } },
  };
}

/** The change of a spec as a change of the class; what a class says elsewhere goes there. */
export function mutate(api: 'v1beta1' | 'v1beta2', { path, value }: SpecChange): ClassChange {
  const at = path.join('.');
  // Of the cluster's topology, not of the template.
  if (at === 'version') return {};
  if (at === 'machineTemplate.infrastructureRef.name') return { machines: { customImage: 'other' } };
  if (at === 'machineTemplate.infrastructureRef.apiVersion') return { machinesApi: String(value) };
  return { controlPlane: setIn(controlPlaneSpec(api), path, value) };
}

/** A copy with a value at a path, or without it. */
export function setIn(data: unknown, [key, ...rest]: readonly string[], value: unknown): Data {
  const copy: Data = { ...(data as Data | undefined) };
  if (key === undefined) return copy;
  if (rest.length > 0) copy[key] = setIn(copy[key], rest, value);
  else if (value === undefined) delete copy[key];
  else copy[key] = value;
  return copy;
}

/** The templates of a class as its chart has them; every name has the release's version. */
export function controlPlaneClass(api: 'v1beta1' | 'v1beta2', change: ClassChange = {}): string {
  const infrastructure = change.infrastructure ?? { kind: 'DockerClusterTemplate', spec: {} };
  const core = 'cluster.x-k8s.io/v1beta1';
  const infra = (version = 'v1beta1') => `infrastructure.cluster.x-k8s.io/${version}`;
  const machinesApi = change.machinesApi ?? infra();
  const controlPlaneApi = change.controlPlaneApi ?? `controlplane.cluster.x-k8s.io/${api}`;
  const bootstrapApi = `bootstrap.cluster.x-k8s.io/${api}`;
  const ref = (apiVersion: string, kind: string, name: string) => ({ ref: { apiVersion, kind, name: `NAME-${name}` } });
  const object = (apiVersion: string, kind: string, name: string, spec: unknown) => ({
    apiVersion,
    kind,
    metadata: { name: `NAME-${name}` },
    spec: { template: { spec } },
  });
  const workerClass = {
    class: 'default-worker',
    template: {
      bootstrap: ref(bootstrapApi, 'KubeadmConfigTemplate', 'worker'),
      infrastructure: ref(machinesApi, 'DockerMachineTemplate', 'worker'),
    },
    ...change.workerClass,
  };
  const objects = [
    {
      apiVersion: core,
      kind: 'ClusterClass',
      metadata: { name: 'NAME' },
      spec: {
        infrastructure: ref(infra(), infrastructure.kind, 'cluster'),
        controlPlane: {
          ...ref(controlPlaneApi, 'KubeadmControlPlaneTemplate', 'control-plane'),
          machineInfrastructure: ref(machinesApi, 'DockerMachineTemplate', 'machine'),
        },
        workers: { machineDeployments: [workerClass] },
        ...change.classSpec,
      },
    },
    object(infra(), infrastructure.kind, 'cluster', infrastructure.spec),
    object(machinesApi, 'DockerMachineTemplate', 'machine', { customImage: 'kindest/node', ...change.machines }),
    object(machinesApi, 'DockerMachineTemplate', 'worker', { customImage: 'kindest/node', ...change.workerMachines }),
    object(controlPlaneApi, 'KubeadmControlPlaneTemplate', 'control-plane', change.controlPlane ?? controlPlaneSpec(api)),
    object(bootstrapApi, 'KubeadmConfigTemplate', 'worker', { joinConfiguration: { nodeRegistration: {} }, ...change.workers }),
  ];
  return objects.map((one) => JSON.stringify(one).replaceAll('NAME', '{{ .Release.Name }}-{{ .Chart.Version }}')).join('\n---\n');
}
