import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { readStack, type Stack } from '../../../src/stack/index.ts';
import { formatKubernetesVersion, formatLine } from '../../../src/version/index.ts';
import { findArchive, lockRebuilt } from './charts.ts';
import { createTestFolder, sha256 } from './folders.ts';
import { type KubernetesObject, parseObjects } from './helm.ts';
import { run } from './run.ts';

/** A line of a stack with several rows. */
export interface StackLine {
  /** `metal3-scs-1-32` */
  readonly name: string;
  readonly kubernetes: string;
  readonly stack: Stack;
}

/** Where our stacks' charts come from, and what stands in for it. */
export function mirrorOwn(url: string): ReadonlyMap<string, string> {
  return new Map(
    [
      'https://helm.cilium.io/',
      'https://kubernetes.github.io/cloud-provider-openstack',
      'https://kubernetes-sigs.github.io/metrics-server/',
    ].map((from) => [from, url]),
  );
}

interface Locked {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

/** The lines of a stack's directory. */
export function readLines(directory: string): StackLine[] {
  return readStack(directory).flatMap(({ stack }) =>
    stack === undefined
      ? []
      : [{ name: formatLine(stack.config.line), kubernetes: formatKubernetesVersion(stack.config.kubernetes), stack }],
  );
}

/** Writes a line's files into a folder of its name. */
export async function writeLine({ name, stack }: StackLine, folder: string): Promise<void> {
  for (const { path, bytes } of stack.files) {
    await mkdir(dirname(join(folder, name, path)), { recursive: true });
    await writeFile(join(folder, name, path), bytes);
  }
}

/** Puts the charts of the lock where Helm looks for them; returns the digests that are locked, and those that are there. */
export async function vendorLocked({ name: line }: StackLine, directory: string, folder: string): Promise<[string[], string[]]> {
  const { lines } = parse(lockRebuilt(await readFile(join(directory, 'stack.lock.yaml'), 'utf8')));
  const locked = Object.entries<readonly Locked[]>(lines[line].charts).flatMap(([chart, list]) => list.map((one) => ({ chart, ...one })));
  const digests = locked.map(async ({ chart, name, version }) => {
    const archive = findArchive(`${name}-${version}`);
    await cp(archive, join(folder, line, chart, 'charts', `${name}-${version}.tgz`));
    return sha256(await readFile(archive));
  });
  return [locked.map((one) => `sha256:${one.sha256}`), await Promise.all(digests)];
}

/** The objects that clusterctl says a Cluster would get. */
export async function planTopology(classFile: string, cluster: unknown): Promise<KubernetesObject[]> {
  const folder = await createTestFolder();
  const clusterFile = join(folder, 'cluster.yaml');
  await writeFile(clusterFile, stringify(cluster, { aliasDuplicateObjects: false }));
  const output = join(folder, 'plan');
  await mkdir(output);
  const env = { HOME: folder, XDG_CONFIG_HOME: folder, CLUSTERCTL_DISABLE_VERSIONCHECK: 'true' };
  await run('clusterctl', ['alpha', 'topology', 'plan', '-f', classFile, '-f', clusterFile, '-o', output], { env });
  const files = (await readdir(join(output, 'created'))).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(output, 'created', file), 'utf8')));
  return texts.flatMap(parseObjects);
}

/** What stands at a path in each object of a kind. */
export function pick(objects: readonly KubernetesObject[], kind: string, path: string): unknown[] {
  const get = (value: unknown, key: string) =>
    typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;
  return objects.filter((object) => object.kind === kind).map((object) => path.split('.').reduce<unknown>(get, object));
}
