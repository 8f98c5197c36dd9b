import { formatClusterClassName, formatReleaseName, formatTagVersion, formatVersion } from '../../../version/index.ts';
import type { EarlierRelease, Facts, Shipped } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import type { ClassShape } from './class-shape.ts';
import { judgeClasses, verdictFor, WEBHOOK } from './compare-classes.ts';
import { describeClass } from './examples.ts';

const workers = (...names: readonly string[]) =>
  describeClass(`workers: {machineDeployments: [${names.map((name) => `{class: ${name}}`).join(', ')}]}`);

export const WORKER_CLASS_REMOVED: Rule<'worker-class-removed'> = {
  code: 'worker-class-removed',
  title: 'the ClusterClass keeps the worker classes that clusters may use',
  why: 'Cluster API rejects a class that lacks a worker class which the cluster names, unless the same edit names another worker class. Each cluster’s owner has to make that edit; no automatic upgrade can.',
  source: WEBHOOK,
  verdicts: ['refuse', 'warn', 'ok'],
  passes: { files: workers('default-worker', 'gpu-worker'), earlier: workers('default-worker') },
  fails: { files: workers('worker'), earlier: workers('default-worker') },
  check: (facts) =>
    judgeClasses(facts, 'all classes of workers are still there', ({ now, before, earlier }) =>
      [...before.workers]
        .filter((worker) => !now.workers.has(worker))
        .map((worker) => ({
          subject: worker,
          place: now.place,
          ...judgeGone(worker, findSuccessor(worker, now, earlier, facts), earlier),
        })),
    ),
};

function judgeGone(worker: string, successor: string | undefined, earlier: EarlierRelease): Pick<Judgement, 'verdict' | 'message'> {
  const rejected = `Cluster API rejects the class for clusters of ${earlier.name} that name ${nameOf(worker)}, unless the same edit names another in its place`;
  if (successor !== undefined) {
    const message = `is ${nameOf(successor)} now; ${rejected}. Leave the release's version out of the name, or owners have to edit their clusters so at every release`;
    return { verdict: 'warn', message };
  }
  return { verdict: verdictFor(earlier, true), message: `is gone; ${rejected}, so keep it` };
}

/** `default-worker` of `machineDeployments class default-worker` */
function nameOf(worker: string): string {
  return worker.slice(worker.lastIndexOf(' ') + 1);
}

/** The class that has the name but for the release's version in it. */
function findSuccessor(worker: string, now: ClassShape, earlier: EarlierRelease, facts: Facts): string | undefined {
  const spellings = [formatClusterClassName, formatReleaseName, ({ version }: Shipped) => formatVersion(version), formatTag];
  return spellings
    .map((format) => replaceVersion(worker, format(earlier), format(facts)))
    .find((name) => name !== worker && now.workers.has(name));
}

function formatTag({ version }: Shipped): string {
  return formatTagVersion(version);
}

/** Only where it stands by itself: the version v1 is not in dev10. */
function replaceVersion(name: string, from: string, to: string): string {
  return name.replaceAll(new RegExp(`(?<![A-Za-z0-9])${from.replaceAll('.', '\\.')}(?![A-Za-z0-9])`, 'g'), to);
}
