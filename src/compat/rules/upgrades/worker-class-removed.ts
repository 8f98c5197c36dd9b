import type { Judgement, Rule } from '../../rule.ts';
import { judgeClasses, verdictFor, WEBHOOK } from './compare-classes.ts';
import { describeClass } from './examples.ts';

const workers = (...names: readonly string[]) =>
  describeClass(`workers: {machineDeployments: [${names.map((name) => `{class: ${name}}`).join(', ')}]}`);

export const WORKER_CLASS_REMOVED: Rule = {
  code: 'worker-class-removed',
  title: 'the ClusterClass keeps the classes of workers that clusters may use',
  why: 'Cluster API rejects a class that lacks a class of workers which the cluster uses; all those machines would have to be replaced first.',
  source: WEBHOOK,
  verdicts: ['refuse', 'warn', 'ok'],
  passes: { files: workers('default-worker', 'gpu-worker'), earlier: workers('default-worker') },
  fails: { files: workers('worker'), earlier: workers('default-worker') },
  check: (facts) =>
    judgeClasses(facts, 'all classes of workers are still there', ({ now, before, earlier }) =>
      [...before.workers]
        .filter((worker) => !now.workers.has(worker))
        .map((worker): Judgement => {
          const message = `is gone; Cluster API rejects the class for clusters of ${earlier.name} that have such workers, so keep it`;
          return { verdict: verdictFor(earlier, true), subject: worker, message, place: now.place };
        }),
    ),
};
