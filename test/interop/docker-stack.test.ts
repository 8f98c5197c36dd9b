import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createFolder, createTestFolder, removeFolder } from './support/folders.ts';
import { findForeignNamespaces, helm, parseObjects, renderAddon, renderClass } from './support/helm.ts';
import { describeWith, PROJECT } from './support/needs.ts';
import { type Pulled, publishAndPull } from './support/published.ts';
import { run } from './support/run.ts';

const clusterFile = (name: string) => join(PROJECT, 'test/stacks/docker-scs', name);

describeWith(['crane', 'oras', 'helm', 'clusterctl'], 'stacks/docker/scs, published and pulled', () => {
  let folder: string;
  let pulled: Pulled;

  beforeAll(async () => {
    folder = await createFolder();
    pulled = await publishAndPull(join(PROJECT, 'stacks/docker/scs'), folder);
  });
  afterAll(() => removeFolder(folder));

  test('the ClusterClass is named as the release', async () => {
    const objects = parseObjects(await renderClass(folder, pulled.line, pulled.clusterClass));
    expect(objects.filter(({ kind }) => kind === 'ClusterClass').map(({ metadata }) => metadata.name)).toEqual(['docker-scs-1-32-v1']);
    expect(findForeignNamespaces(objects, 'cs')).toEqual([]);
  });

  test('helm lint accepts the cluster class', async () => {
    expect(await helm(folder, ['lint', '--strict', pulled.clusterClass])).toContain('0 chart(s) failed');
  });

  test('the addons are there', () => {
    expect(Object.keys(pulled.addons)).toEqual(['cni', 'metrics-server']);
    expect(pulled.kubernetes).toBe('v1.32.11');
  });

  test.each(['cni', 'metrics-server'])('%s: helm lint accepts it', async (name) => {
    expect(await helm(folder, ['lint', '--strict', pulled.addons[name] ?? ''])).toContain('0 chart(s) failed');
  });

  test.each(['cni', 'metrics-server'])('%s renders as CSO does it, in kube-system alone', async (name) => {
    const cluster = parse(await readFile(clusterFile('cluster.yaml'), 'utf8'));
    const objects = parseObjects(await renderAddon(await createTestFolder(), pulled.addons[name] ?? '', pulled.kubernetes, cluster));
    expect(objects.length).toBeGreaterThan(3);
    expect(findForeignNamespaces(objects, 'kube-system')).toEqual([]);
  });

  test('cni: the pod network is the Cluster’s', async () => {
    const cluster = parse(await readFile(clusterFile('cluster.yaml'), 'utf8'));
    expect(await renderAddon(await createTestFolder(), pulled.addons['cni'] ?? '', pulled.kubernetes, cluster)).toContain('10.244.0.0/16');
  });

  test.each(['cluster.yaml', 'cluster-all-variables.yaml'])('clusterctl plans %s', async (name) => {
    const temporary = await createTestFolder();
    const output = join(temporary, 'plan');
    await mkdir(output);
    const classFile = join(temporary, 'class.yaml');
    await writeFile(classFile, await renderClass(folder, pulled.line, pulled.clusterClass));
    const env = { HOME: temporary, XDG_CONFIG_HOME: temporary, CLUSTERCTL_DISABLE_VERSIONCHECK: 'true' };
    await run('clusterctl', ['alpha', 'topology', 'plan', '-f', classFile, '-f', clusterFile(name), '-o', output], { env });
    const created = await readdir(join(output, 'created'));
    const files = await Promise.all(created.map((file) => readFile(join(output, 'created', file), 'utf8')));
    expect(
      files
        .flatMap(parseObjects)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual([
      'DockerCluster',
      'DockerMachineTemplate',
      'DockerMachineTemplate',
      'KubeadmConfigTemplate',
      'KubeadmControlPlane',
      'MachineDeployment',
      'MachineHealthCheck',
      'MachineHealthCheck',
      'Secret',
    ]);
  });
});
