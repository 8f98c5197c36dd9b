import { expect, test } from 'vitest';
import { runCommandLine } from '../src/command-line.ts';

async function readTargets(...args: readonly string[]) {
  const lines: unknown[] = [];
  const run = async (_: unknown, { words, targets }: { readonly words: readonly string[]; readonly targets: readonly string[] }) =>
    void lines.push({ words, targets });
  await runCommandLine(args, { run, write() {}, writeError() {} });
  return lines[0];
}

test.each<[args: readonly string[], words: readonly string[], targets: readonly string[]]>([
  [['doctor', 'ghcr.io/o'], [], ['ghcr.io/o']],
  [['doctor', '-t', 'oci://a/b', 'oci-layout:x'], [], ['oci://a/b', 'oci-layout:x']],
  [['release', 's', '-t', 'oci://a/b', 'github:o/r'], ['s'], ['oci://a/b', 'github:o/r']],
  [['release', 'github:o'], ['github:o'], []],
])('%j', async (args, words, targets) => expect(await readTargets(...args)).toEqual({ words, targets }));
