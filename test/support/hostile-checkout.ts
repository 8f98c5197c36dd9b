import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runBounded } from './bounded-run.ts';
import { type Overrides, writeStack } from './stack-builder.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A checkout with the small stack in it. */
export function checkout(overrides: Overrides = {}): { readonly cwd: string; readonly stack: string } {
  const cwd = join(temporaryDirectory(), 'checkout');
  mkdirSync(join(cwd, '.git'), { recursive: true });
  return { cwd, stack: writeStack(join(cwd, 'stacks/docker/demo'), overrides) };
}

interface Finding {
  readonly code: string;
  readonly verdict: string;
  readonly file?: string;
}

/** Runs `check` within bounds: no secret is in what it says. Gives the codes that refuse. */
export async function check(cwd: string, ...args: readonly string[]) {
  const run = await runBounded(['check', ...args, '--json'], { cwd });
  expect([run.exceeded, run.stdout.includes('hunter2'), run.stderr.includes('hunter2')]).toEqual([undefined, false, false]);
  const report = JSON.parse(run.stdout) as { stacks?: { findings: Finding[] }[]; error?: { code: string; message: string } };
  const findings = (report.stacks ?? []).flatMap((line) => line.findings);
  return { ...run, error: report.error, codes: findings.filter(({ verdict }) => verdict === 'refuse').map(({ code }) => code) };
}
