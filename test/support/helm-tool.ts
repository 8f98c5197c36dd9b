import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe } from 'vitest';
import { type Chart, type Helm, readChart, readHelm } from '../../src/chart/index.ts';
import { createFile, type FileTree, sortTree } from '../../src/files/index.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** PATH, and where scripts/install-tools.sh puts things. */
export const SEARCH_PATH = [process.env['PATH'] ?? '', join(import.meta.dirname, '../../.tools/bin')].join(delimiter);

const found = await readHelm(SEARCH_PATH);

/** A group of tests with real Helm. Without one it is skipped, and says so. */
export function describeWithHelm(name: string, body: (helm: Helm) => void): void {
  if (found !== undefined) {
    describe(name, () => body(found));
    return;
  }
  const reason = 'helm not found; run scripts/install-tools.sh';
  console.warn(`skipped: ${name}: ${reason}`);
  describe.skip(`${name} [skipped: ${reason}]`, () => {});
}

/** A helm that does what the script says, in a folder of its own. */
export function writeHelm(script: string): string {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, 'helm'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return folder;
}

/** Files by path as a tree. */
export function toTree(files: Readonly<Record<string, string | Buffer>>): FileTree {
  return sortTree(Object.entries(files).map(([path, content]) => createFile(path, Buffer.from(content))));
}

/** The chart `stack/cluster-addon/cni` of the given files. */
export async function readCni(files: Readonly<Record<string, string | Buffer>>): Promise<Chart> {
  const chart = await readChart(
    'stack/cluster-addon/cni',
    toTree({ 'Chart.yaml': 'apiVersion: v2\nname: cni\nversion: 1.0.0\n', ...files }),
  );
  if (chart === undefined) throw new Error('no usable Chart.yaml');
  return chart;
}
