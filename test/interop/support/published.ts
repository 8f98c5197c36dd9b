import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { clusterstack } from './clusterstack.ts';
import { startRegistry } from './registries.ts';
import { run } from './run.ts';

/** A release as CSO gets it: published to a registry and pulled from there. */
export interface Pulled {
  readonly line: string;
  /** Its flat files. */
  readonly directory: string;
  /** `v1.36.1`, of metadata.yaml. */
  readonly kubernetes: string;
  /** Path of the cluster class's chart archive. */
  readonly clusterClass: string;
  /** Addon folders of the unpacked addon archive, by name. */
  readonly addons: Readonly<Record<string, string>>;
}

/** Releases a stack of one line, or one line of it, to crane's registry, pulls it with oras into `folder` and unpacks the addons. */
export async function publishAndPull(stack: string, folder: string, more: readonly string[] = []): Promise<Pulled> {
  const directory = join(folder, 'pulled');
  const registry = await startRegistry('crane');
  try {
    const repository = `${registry.host}/stacks`;
    const { line, stderr } = await clusterstack(
      ['release', stack, '--output', join(folder, 'built'), '--target', `oci://${repository}`, ...more],
      {
        env: registry.env,
      },
    );
    if (line.action !== 'released') throw new Error(`${line.action}: ${JSON.stringify(line.error ?? line.findings)}\n${stderr}`);
    await run('oras', ['pull', '--plain-http', `${repository}:${line.release}`, '--output', directory], { env: registry.env });
    return { ...(await unpack(line.stack, directory, join(folder, 'addons'))), line: line.stack, directory };
  } finally {
    await registry.close();
  }
}

async function unpack(line: string, directory: string, folder: string): Promise<Omit<Pulled, 'line' | 'directory'>> {
  const { versions } = parse(await readFile(join(directory, 'metadata.yaml'), 'utf8'));
  await mkdir(folder);
  await run('tar', ['-xzf', join(directory, `${line}-cluster-addon-${versions.components.clusterAddon}.tgz`), '-C', folder]);
  const names = (await readdir(folder)).sort();
  return {
    kubernetes: versions.kubernetes,
    clusterClass: join(directory, `${line}-cluster-class-${versions.clusterStack}.tgz`),
    addons: Object.fromEntries(names.map((name) => [name, join(folder, name)])),
  };
}
