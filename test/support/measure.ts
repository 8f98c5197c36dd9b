import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';

export interface Measured {
  /** The result of the process, or the code of the error that it ended with. */
  readonly said: string;
  readonly seconds: number;
  /** MiB at the most. */
  readonly memory: number;
}

export interface Probe {
  /** Runs in a process of its own. */
  measure(kind: string, ...words: readonly string[]): Promise<Measured>;
  remove(): void;
}

/** For `beforeAll`; removed in `afterAll`. */
export async function bundleProbe(): Promise<Probe> {
  const directory = mkdtempSync(join(tmpdir(), 'probe-'));
  const file = join(directory, 'probe.mjs');
  const build = await rolldown({ input: join(import.meta.dirname, 'network-probe.ts'), platform: 'node', logLevel: 'silent' });
  await build.write({ file, format: 'esm', codeSplitting: false });
  await build.close();
  return {
    async measure(kind, ...words) {
      const { stdout } = await promisify(execFile)(process.execPath, [file, kind, ...words], { timeout: 60_000 });
      return JSON.parse(stdout) as Measured;
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
