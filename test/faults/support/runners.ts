import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ReleaseRequest } from '../../../src/request.ts';
import type { LineReport, ReleaseReport } from '../../../src/result.ts';
import { readLine, startCli } from '../../support/start-cli.ts';
import type { Place } from './places.ts';

/** The release that one of several processes makes. */
export interface Job {
  readonly stack: string;
  readonly output: string;
  /** Under the name v1, whatever there is, as those do who read the list at the same moment. */
  readonly isNamed: boolean;
}

/** Processes that release at the same time. */
export interface Runners {
  run(index: number, place: Place, job: Job): Promise<LineReport>;
  close(): Promise<void>;
}

/** A new process of the built CLI for each job. */
export const openClis = (): Runners => ({
  async run(_, { url, env }, { stack, output, isNamed }) {
    const versions = ['cluster-stack', 'cluster-addon', 'node-image'].flatMap((name) => [`--${name}-version`, 'v1']);
    const mode = isNamed ? ['--mode', 'custom', ...versions] : [];
    return readLine(
      await startCli(['release', stack, '--json', '--target', url, '--output', output, ...mode], { cwd: output, env }).result,
    );
  },
  close: () => Promise.resolve(),
});

/** As many processes of the built library, each of which takes one job after the other. */
export function openWorkers(count: number): Runners {
  const workers = Array.from({ length: count }, () => fork(join(import.meta.dirname, 'worker.js'), { execArgv: [] }));
  return {
    async run(index, { url, env }, { stack, output, isNamed }) {
      const worker = workers[index];
      if (worker === undefined) throw new Error(`there is no worker ${index}`);
      const request: ReleaseRequest = {
        stacks: [stack],
        output,
        targets: [url],
        mode: isNamed ? { kind: 'custom', clusterStack: 'v1', clusterAddon: 'v1', nodeImage: 'v1' } : { kind: 'stable' },
      };
      const answer = once(worker, 'message');
      worker.send({ request, github: { apiUrl: env['GITHUB_API_URL'], token: env['GITHUB_TOKEN'] } });
      const [report] = (await answer) as [ReleaseReport];
      const [line] = report.releases;
      if (line === undefined) throw new Error(JSON.stringify(report));
      return line;
    },
    async close() {
      await Promise.all(workers.map(end));
    },
  };
}

async function end(worker: ChildProcess): Promise<void> {
  const exit = once(worker, 'exit');
  worker.kill('SIGKILL');
  await exit;
}
