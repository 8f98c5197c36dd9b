import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, test } from 'vitest';

export const PROJECT = join(import.meta.dirname, '../../..');

/** Real upstream charts with an index; not part of the project. */
export const CHARTS = join(PROJECT, '../shared/charts');

/** What upstream says of its releases, beside them. */
export const DATA = join(PROJECT, '../shared/data');

/**
 * A group of tests that needs commands. Where one is missing the group is skipped, and its name says why; in CI
 * it fails instead, so that nothing is ever skipped there unnoticed.
 */
export function describeWith(commands: readonly string[], name: string, body: () => void): void {
  const missing = commands.filter((command) => !isInstalled(command));
  if (missing.length === 0) {
    describe(name, body);
    return;
  }
  const reason = `${missing.join(', ')} not found; run scripts/install-tools.sh`;
  if (process.env['CI'] === 'true') {
    test(name, () => {
      throw new Error(reason);
    });
    return;
  }
  skip(name, reason, body);
}

/** Like `describeWith`, for what also needs the charts beside the project; those may be absent in CI too. */
export function describeWithCharts(commands: readonly string[], name: string, body: () => void): void {
  if (existsSync(join(CHARTS, 'index.yaml'))) describeWith(commands, name, body);
  else skip(name, 'there is no ../shared/charts', body);
}

/** Reporters leave the names of skipped tests out, so the reason is printed as well. */
function skip(name: string, reason: string, body: () => void): void {
  console.warn(`skipped: ${name}: ${reason}`);
  describe.skip(`${name} [skipped: ${reason}]`, body);
}

function isInstalled(command: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => isExecutable(join(folder, command)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
