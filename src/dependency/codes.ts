import type { CodeTable } from '../code-description.ts';

/** The lock and what it holds. */
export const LOCK_CODES: CodeTable<'lock'> = {
  'lock-file': {
    title: 'this version of clusterstack can read the lock',
    why: 'The lock says which archives were tested. If it could not be read and were ignored, other archives would ship.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'the lock was edited by hand, and a dependency in it has no sha256' },
  },
  'lock-outdated': {
    title: 'the lock holds what the addons ask for',
    why: 'A dependency was changed after the lock was written, so it is unclear which archive is meant.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'Chart.yaml asks for cilium 1.17.5, and the lock holds 1.17.4; clusterstack update writes a new one' },
  },
  'not-vendored': {
    title: 'a release contains the charts that it was checked with',
    why: 'Otherwise each cluster fetches what its chart asks for, each time CSO renders. A chart that was moved, was republished or cannot be reached is then missing, yet CSO reports the addon as ready.',
    source: 'CSO renders with helm template --dependency-update',
    verdicts: ['warn', 'unknown'],
    passes: { files: {} },
    fails: { files: {}, note: 'vendoring is switched off, and cluster-addon/cni wraps cilium' },
  },
};
