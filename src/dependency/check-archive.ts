import { createHash } from 'node:crypto';
import { readArchive } from '../chart/index.ts';
import { ReleaseError } from '../errors.ts';
import { getNode, getScalar, parseYaml } from '../yaml.ts';

/**
 * Holds a chart archive from elsewhere against what it should be, and refuses what is unsafe to unpack.
 * @param from where it is from, for messages
 * @throws ReleaseError `dependency`, `invalid-archive`
 */
export async function checkChartArchive(
  bytes: Buffer,
  expected: { readonly name: string; readonly version: string },
  from: string,
): Promise<void> {
  const files = await readArchive(`${expected.name} ${expected.version} from ${from}`, bytes, undefined, 'helm');
  const refuse = (why: string) => new ReleaseError('dependency', `${expected.name} ${expected.version} from ${from} ${why}`);
  const outside = files.find(({ path }) => !path.startsWith(`${expected.name}/`));
  if (outside !== undefined) throw refuse(`has ${JSON.stringify(outside.path)} outside its one folder ${expected.name}/`);
  const folded = new Map<string, string>();
  for (const { path } of files) {
    const other = folded.get(path.toLowerCase());
    if (other !== undefined) throw refuse(`has ${path} and ${other}, which are one file on many systems`);
    folded.set(path.toLowerCase(), path);
  }
  const chart = files.find(({ path }) => path === `${expected.name}/Chart.yaml`);
  if (chart === undefined) throw refuse('has no Chart.yaml');
  const yaml = parseYaml('Chart.yaml', chart.bytes);
  const field = (key: string) => getScalar(yaml, getNode(yaml.root, key))?.source ?? 'nothing';
  if (field('name') !== expected.name || field('version').replace(/^v/, '') !== expected.version.replace(/^v/, '')) {
    throw refuse(`holds the chart ${field('name')} ${field('version')}; the repository is wrong about it`);
  }
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
