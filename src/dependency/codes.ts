import type { CodeTable } from '../code-description.ts';

/** The lock and what it holds. */
export const LOCK_CODES: CodeTable<'lock'> = {
  'lock-file': {
    title: 'the lock is one that this version can read',
    why: 'It says which archives were tested. One that cannot be read would be passed over, and others shipped.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'the lock was edited by hand, and a dependency in it has no sha256' },
  },
  'lock-outdated': {
    title: 'the lock holds what the addons ask for',
    why: 'A dependency was changed after the lock was written, so it is not known which archive is meant.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'Chart.yaml was moved to cilium 1.17.5, and the lock holds 1.17.4; clusterstack update writes a new one' },
  },
  'not-vendored': {
    title: 'a release carries the charts that it was checked with',
    why: 'Without them each cluster fetches what its chart asks for, whenever CSO renders. A chart that was moved, republished or cannot be reached is then missing, and CSO reports the addon as ready all the same.',
    source: 'CSO renders with helm template --dependency-update',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: {}, note: 'vendoring is switched off, and cluster-addon/cni wraps cilium' },
  },
};
