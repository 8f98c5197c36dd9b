import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createFolder, createTestFolder, removeFolder } from './support/folders.ts';
import { findForeignNamespaces, helm, parseObjects, renderAddon, renderClass } from './support/helm.ts';
import { describeWith, PROJECT } from './support/needs.ts';
import { pick, readLines } from './support/own-stack.ts';
import { type Pulled, publishAndPull } from './support/published.ts';
import { run } from './support/run.ts';

const STACK = join(PROJECT, 'stacks/docker/scs');

for (const { name: line, kubernetes } of readLines(STACK)) testLine(line, kubernetes);

function testLine(line: string, kubernetes: string): void {
  describeWith(['crane', 'oras', 'helm', 'clusterctl'], `${line}, published and pulled`, () => {
    let folder: string;
    let pulled: Pulled;

    /** A sample Cluster, of this line's release. */
    const readCluster = async (name: string) =>
      (await readFile(join(PROJECT, 'test/stacks/docker-scs', name), 'utf8'))
        .replaceAll('docker-scs-1-36', line)
        .replaceAll('v1.36.1', kubernetes);

    beforeAll(async () => {
      folder = await createFolder();
      pulled = await publishAndPull(STACK, folder, ['--kubernetes', kubernetes.split('.').slice(0, 2).join('.').slice(1)]);
    });
    afterAll(() => removeFolder(folder));

    test('the ClusterClass is named as the release', async () => {
      const objects = parseObjects(await renderClass(folder, pulled.line, pulled.clusterClass));
      expect(objects.filter(({ kind }) => kind === 'ClusterClass').map(({ metadata }) => metadata.name)).toEqual([`${line}-v1`]);
      expect(findForeignNamespaces(objects, 'cs')).toEqual([]);
    });

    test('machines start from the image of its Kubernetes version, pinned by digest', async () => {
      const rendered = await renderClass(folder, pulled.line, pulled.clusterClass);
      const image = expect.stringMatching(new RegExp(`^kindest/node:${kubernetes}@sha256:[0-9a-f]{64}$`));
      expect(pick(parseObjects(rendered), 'DockerMachineTemplate', 'spec.template.spec.customImage')).toEqual([image, image]);
    });

    test('helm lint accepts the cluster class', async () => {
      expect(await helm(folder, ['lint', '--strict', pulled.clusterClass])).toContain('0 chart(s) failed');
    });

    test('the addons are there', () => {
      expect(Object.keys(pulled.addons)).toEqual(['cni', 'metrics-server']);
      expect(pulled.kubernetes).toBe(kubernetes);
    });

    test.each(['cni', 'metrics-server'])('%s: helm lint accepts it', async (name) => {
      expect(await helm(folder, ['lint', '--strict', pulled.addons[name] ?? ''])).toContain('0 chart(s) failed');
    });

    test.each(['cni', 'metrics-server'])('%s renders as CSO does it, in kube-system alone', async (name) => {
      const cluster = parse(await readCluster('cluster.yaml'));
      const objects = parseObjects(await renderAddon(await createTestFolder(), pulled.addons[name] ?? '', pulled.kubernetes, cluster));
      expect(objects.length).toBeGreaterThan(3);
      expect(findForeignNamespaces(objects, 'kube-system')).toEqual([]);
    });

    test('cni: the pod network is the Cluster’s', async () => {
      const cluster = parse(await readCluster('cluster.yaml'));
      expect(await renderAddon(await createTestFolder(), pulled.addons['cni'] ?? '', pulled.kubernetes, cluster)).toContain(
        '10.244.0.0/16',
      );
    });

    test.each(['cluster.yaml', 'cluster-all-variables.yaml'])('clusterctl plans %s', async (name) => {
      const temporary = await createTestFolder();
      const output = join(temporary, 'plan');
      await mkdir(output);
      const [classFile, clusterFile] = [join(temporary, 'class.yaml'), join(temporary, 'cluster.yaml')];
      await writeFile(clusterFile, await readCluster(name));
      await writeFile(classFile, await renderClass(folder, pulled.line, pulled.clusterClass));
      const env = { HOME: temporary, XDG_CONFIG_HOME: temporary, CLUSTERCTL_DISABLE_VERSIONCHECK: 'true' };
      await run('clusterctl', ['alpha', 'topology', 'plan', '-f', classFile, '-f', clusterFile, '-o', output], { env });
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
}
