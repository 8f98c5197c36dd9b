import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createWorkspace, run } from './e2e/run.ts';

const README = readFileSync('README.md', 'utf8');

/** The block below a command, line by line. */
function shownAfter(command: string): string[] {
  const below = README.slice(README.indexOf(`$ npm ci && npx ${command}\n`));
  return /```\n\n```\n([\s\S]*?)```/.exec(below)?.[1]?.trimEnd().split('\n') ?? [];
}

test('README shows what the first command prints', async () => {
  const command = 'clusterstack release stacks/docker/scs --kubernetes 1.36';
  const { cwd, remove } = await createWorkspace();
  const cache = await mkdtemp(join(tmpdir(), 'clusterstack-cache-'));
  try {
    const { code, stdout } = await run('cli', command.split(' ').slice(1), { cwd, env: { CLUSTERSTACK_CACHE: cache } });
    expect(code).toBe(0);
    const shown = shownAfter(command);
    expect(shown.length).toBeGreaterThan(5);
    // The release's own digest has the commit in it.
    const printed = stdout.split('\n').map((line) => line.replace(/(published .* sha256:)[0-9a-f]+/, '$1…'));
    expect(printed.slice(0, shown.length - 1)).toEqual(shown.slice(0, -1));
  } finally {
    await rm(cache, { recursive: true, force: true });
    await remove();
  }
});
