import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BundleReport } from '../../src/lifecycle/bundle/index.ts';
import type { MirrorReport } from '../../src/lifecycle/mirror/index.ts';
import { CLI, clusterstack } from './support/clusterstack.ts';
import { copyDockerStack, createTestFolder, sha256 } from './support/folders.ts';
import { describeWith } from './support/needs.ts';
import { startRegistry } from './support/registries.ts';
import { run, tryRun } from './support/run.ts';

async function json<Report>(...args: readonly string[]): Promise<Report> {
  const { stdout, stderr } = await tryRun(process.execPath, [CLI, ...args, '--json']);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

describeWith(['crane', 'skopeo', 'helm', 'tar', 'sha256sum'], 'a bundle', () => {
  test('skopeo reads its images as an OCI archive and as docker save writes them, and a registry gets all of it', async () => {
    const folder = await createTestFolder();
    const stack = await copyDockerStack(join(folder, 'stack'));
    // Any content will do for a tag.
    const values = join(stack, 'cluster-addon/metrics-server/values.yaml');
    await writeFile(values, (await readFile(values, 'utf8')).replace(/digest: sha256:.*/, "digest: ''"));
    const layout = join(folder, 'layout');
    const { line } = await clusterstack(['release', stack, '--output', join(folder, 'out'), '--target', `oci-layout:${layout}`]);
    const release = `oci-layout:${layout}:${line.release}`;
    const output = join(folder, 'site.tar');
    const missing = await json<BundleReport>('bundle', release, '-o', output, '--offline');
    expect(missing.result).toBe('failed');
    const names = missing.images.map(({ image }) => image);
    expect(names.length).toBeGreaterThan(1);

    const registry = await startRegistry('crane');
    try {
      const shelf = join(folder, 'shelf');
      for (const [at, name] of names.entries()) {
        await writeFile(join(folder, 'file'), name);
        await run('tar', ['cf', join(folder, 'layer.tar'), '-C', folder, 'file']);
        const image = `${registry.host}/images/${at}:v1`;
        await run('crane', ['append', '--insecure', '--oci-empty-base', '-f', join(folder, 'layer.tar'), '-t', image]);
        await run('skopeo', [
          '--insecure-policy',
          'copy',
          '--preserve-digests',
          '--src-tls-verify=false',
          `docker://${image}`,
          `oci:${shelf}:${name}`,
        ]);
      }
      const { result, images } = await json<BundleReport>(
        'bundle',
        release,
        '-o',
        output,
        '--offline',
        '--images-from',
        `oci-layout:${shelf}`,
      );
      expect(result).toBe('written');
      await run('sha256sum', ['--check', 'SHA256SUMS'], { cwd: folder });
      for (const { image, digest } of images) {
        expect(sha256(await run('skopeo', ['inspect', '--raw', `oci-archive:${output}:${image}`]))).toBe(digest);
        expect(JSON.parse(await run('skopeo', ['inspect', `docker-archive:${output}:${image}`]))).toMatchObject({
          Layers: [expect.any(String)],
        });
      }
      expect(sha256(await run('skopeo', ['inspect', '--raw', `oci-archive:${output}:${line.release}`]))).toBe(line.digest);

      const site = await json<MirrorReport>('mirror', `oci-archive:${output}`, `oci://${registry.host}/site/stacks`);
      expect(site.releases).toMatchObject([{ release: line.release, result: 'copied', digest: line.digest }]);
      for (const { to, digest, image } of site.images) {
        expect(to.endsWith(image.slice(image.indexOf('/')))).toBe(true);
        expect((await run('crane', ['digest', '--insecure', to])).trim()).toBe(digest);
      }
      expect((await run('crane', ['ls', '--insecure', `${registry.host}/site/stacks`])).trim()).toBe(line.release);
      const again = await json<BundleReport>('bundle', release, '-o', output, '--offline', '--images-from', `oci-archive:${output}`);
      expect([again.result, sha256(await readFile(output))]).toEqual(['unchanged', again.archive?.digest]);
    } finally {
      await registry.close();
    }
  });
});
