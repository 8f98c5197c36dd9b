import type { CodeDescription } from '../rule.ts';

/** What comes from elsewhere, or is about more than one line: the lock, earlier releases, tools. */
export const SOURCE_CODES: readonly CodeDescription[] = [
  {
    code: 'lock-file',
    title: 'the lock is one that this version can read',
    why: 'It says which archives were tested. One that cannot be read would be passed over, and others shipped.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'the lock was edited by hand, and a dependency in it has no sha256' },
  },
  {
    code: 'lock-outdated',
    title: 'the lock holds what the addons ask for',
    why: 'A dependency was changed after the lock was written, so it is not known which archive is meant.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'Chart.yaml was moved to cilium 1.17.5, and the lock holds 1.17.4; clusterstack update writes a new one' },
  },
  {
    code: 'not-vendored',
    title: 'a release carries the charts that it was checked with',
    why: 'Without them each cluster fetches what its chart asks for, whenever CSO renders. A chart that was moved, republished or cannot be reached is then missing, and CSO reports the addon as ready all the same.',
    source: 'CSO renders with helm template --dependency-update',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: {}, note: 'vendoring is switched off, and cluster-addon/cni wraps cilium' },
  },
  {
    code: 'earlier-release',
    title: 'the newest earlier release can be read',
    why: 'Upgrades are checked against it. Where it cannot be read, they were not checked.',
    verdicts: ['unknown'],
    passes: { files: {} },
    fails: { files: {}, note: 'the newest release of the line has no cluster-class archive' },
  },
  {
    code: 'dirty-tree',
    title: 'what is released is in the repository',
    why: 'A stable release names the commit that it was made of. With changes that no commit has, nobody can find out later what it was made of.',
    verdicts: ['refuse', 'warn'],
    passes: { files: {} },
    fails: { files: {}, note: 'clusterstack release --target oci://… with uncommitted changes in the stack’s directory' },
  },
  {
    code: 'helm-required',
    title: 'helm is on the path where it is required',
    why: 'Without it no chart is rendered, and much of what a release would do is not looked at. The Action and --require-helm insist on it.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'clusterstack check --require-helm, with no helm on the path' },
  },
  {
    code: 'scs-0210',
    title: 'the lines of a source together follow Kubernetes as fast as the SCS standard asks',
    why: 'A provider offers the newest minor within four months, and each newest patch within one.',
    source: 'https://docs.scs.community/standards/scs-0210-v2-k8s-version-policy',
    verdicts: ['warn', 'ok', 'unknown'],
    passes: { files: {} },
    fails: { files: {}, note: 'the newest line is for a minor that was followed by another five months ago' },
  },
];
