import { formatReleaseName, type ReleaseName } from '../../version/index.ts';
import { describeBarrier, describeState, findBarriers, findRisks, type ReleaseState, type ReleaseStates } from '../states/index.ts';
import type { UpgradeReason } from './model.ts';

/** What releases.yaml tells of a step: the state of its end, risks and barriers. */
export function judgeNames(states: ReleaseStates, from: ReleaseName, to: ReleaseName, state: ReleaseState): readonly UpgradeReason[] {
  return [
    ...judgeState(to, state),
    ...findBarriers(states, from, to).map((barrier) => reason('barrier', 'refuse', describeBarrier(barrier), barrier.url)),
    ...findRisks(states, from, to).map(({ name, message, url, fixedIn }) => {
      const fixed = fixedIn === undefined ? '' : `; fixed in ${formatReleaseName(fixedIn)}`;
      return reason('risk', 'warn', `${name}: ${message}${fixed}`, url);
    }),
  ];
}

/** The end of a Kubernetes minor says nothing about a step: those who go there know what they leave. */
function judgeState(to: ReleaseName, state: ReleaseState): readonly UpgradeReason[] {
  const { name, url, replacedBy } = state;
  const message = `${formatReleaseName(to)} is ${describeState(state)}${replacedBy === undefined ? '' : `; take ${replacedBy}`}`;
  switch (name) {
    case 'withdrawn':
    case 'removed':
      return [reason(name, 'refuse', message, url)];
    case 'deprecated':
    case 'preview':
      return [reason(name, 'warn', message, url)];
    case 'supported':
    case 'expired':
    case 'unknown':
      return [];
  }
}

function reason(code: string, verdict: UpgradeReason['verdict'], message: string, url: string | undefined): UpgradeReason {
  return { code, verdict, message, ...(url !== undefined && { url }) };
}
