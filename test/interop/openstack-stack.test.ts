import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveCharts } from './support/chart-repository.ts';
import { clusterstack } from './support/clusterstack.ts';
import { createFolder, createTestFolder, hashFiles, removeFolder, sha256 } from './support/folders.ts';
import { findForeignNamespaces, helm, parseObjects, renderAddon, renderClass } from './support/helm.ts';
import { CHARTS, describeWithCharts } from './support/needs.ts';
import { ADDONS, CLUSTER, type Wrapped, writeOpenstackStack } from './support/openstack-stack.ts';
import { type Pulled, publishAndPull } from './support/published.ts';

const wrapped = Object.entries(ADDONS).map(([addon, chart]): readonly [string, Wrapped] => [addon, chart]);

describeWithCharts(['crane', 'oras', 'helm'], 'a stack that wraps real charts, published and pulled', () => {
  let folder: string;
  let stack: string;
  let pulled: Pulled;

  beforeAll(async () => {
    folder = await createFolder();
    stack = join(folder, 'openstack/interop');
    const repository = await serveCharts();
    try {
      await writeOpenstackStack(stack, repository.url, folder);
    } finally {
      await repository.close();
    }
    // From here on there is no chart repository any more: what is rendered comes out of the release.
    pulled = await publishAndPull(stack, folder);
  });
  afterAll(() => removeFolder(folder));

  test('oras pulls what was built', async () => {
    expect(await hashFiles(pulled.directory)).toEqual(await hashFiles(join(folder, 'built/openstack-interop-1-32-v1')));
  });

  test('built again: the same bytes', async () => {
    const output = join(await createTestFolder(), 'again');
    await clusterstack(['build', stack, '--output', output]);
    expect(await hashFiles(join(output, 'openstack-interop-1-32-v1'))).toEqual(await hashFiles(pulled.directory));
  });

  test('the cluster class is named as the release', async () => {
    const objects = parseObjects(await renderClass(folder, pulled.line, pulled.clusterClass));
    expect(objects.filter(({ kind }) => kind === 'ClusterClass').map(({ metadata }) => metadata.name)).toEqual([
      'openstack-interop-1-32-v1',
    ]);
    await helm(folder, ['lint', pulled.clusterClass]);
  });

  test('all addons are there', () => {
    expect(Object.keys(pulled.addons)).toEqual(Object.keys(ADDONS).sort());
  });

  test.each(wrapped)('%s: the vendored archive is the original, byte for byte', async (addon, { chart, version }) => {
    const charts = join(pulled.addons[addon] ?? '', 'charts');
    expect(await readdir(charts)).toEqual([`${chart}-${version}.tgz`]);
    expect(sha256(await readFile(join(charts, `${chart}-${version}.tgz`)))).toBe(
      sha256(await readFile(join(CHARTS, `${chart}-${version}.tgz`))),
    );
  });

  test.each(wrapped)('%s: Chart.yaml, Chart.lock and overwrite.yaml ship as written', async (addon) => {
    for (const name of ['Chart.yaml', 'Chart.lock', 'overwrite.yaml']) {
      const shipped = await readFile(join(pulled.addons[addon] ?? '', name), 'utf8');
      expect(shipped).toBe(await readFile(join(stack, 'cluster-addon', addon, name), 'utf8'));
    }
  });

  test.each(wrapped)('%s renders as CSO does it, in kube-system alone', async (addon) => {
    const objects = parseObjects(await renderAddon(await createTestFolder(), pulled.addons[addon] ?? '', pulled.kubernetes, CLUSTER));
    expect(objects.length).toBeGreaterThan(3);
    expect(findForeignNamespaces(objects, 'kube-system')).toEqual([]);
  });

  test('values of overwrite.yaml arrive: both forms', async () => {
    const render = async (addon: string) => renderAddon(await createTestFolder(), pulled.addons[addon] ?? '', pulled.kubernetes, CLUSTER);
    expect(await render('cni')).toContain('10.13.0.0/16');
    expect(await render('ccm')).toContain('--cluster-name=$(CLUSTER_NAME)');
    expect(await render('metrics-server')).toContain('replicas: 2');
  });
});
