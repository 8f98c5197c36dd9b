import type { CodeTable } from '../code-description.ts';

/** Earlier releases, the repository, tools, and all lines together. */
export const SOURCE_CODES: CodeTable<'sources'> = {
  'earlier-release': {
    title: 'the newest earlier release can be read',
    why: 'Upgrades are checked against it. If it cannot be read, they are not checked.',
    verdicts: ['unknown'],
    passes: { files: {} },
    fails: { files: {}, note: 'the newest release of the line has no cluster-class archive' },
  },
  'earlier-withdrawn': {
    title: 'the newest earlier release is still on offer',
    why: 'Clusters may stay on a release that releases.yaml calls withdrawn, and others skip it: upgrades are checked from it and from the newest release before it that is on offer. If releases.yaml cannot be read, they are checked from the newest alone.',
    verdicts: ['unknown', 'warn'],
    passes: { files: {} },
    fails: { files: {}, note: 'releases.yaml calls the newest release of the line withdrawn' },
  },
  dependency: {
    title: 'the charts that addons depend on are available',
    why: 'They are part of the release. What cannot be found or packed now could not be found or packed when the release is made either.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'a dependency on file://../common, which does not exist' },
  },
  'dirty-tree': {
    title: 'everything that is released is committed',
    why: 'A stable release names the commit that it was made from. With uncommitted changes, nobody can find out later what it was made from.',
    verdicts: ['refuse', 'warn'],
    passes: { files: {} },
    fails: { files: {}, note: 'clusterstack release --target oci://… with uncommitted changes in the stack’s directory' },
  },
  'commit-unknown': {
    title: 'git can tell what is committed',
    why: 'If git cannot tell, uncommitted changes could be released. It cannot if it is not installed, does not trust the folder’s owner, has no commit yet, or passes a file through a filter. A release to a registry or to GitHub is then refused, as it is with known changes.',
    source: 'git-config(1): safe.directory',
    verdicts: ['refuse', 'warn'],
    passes: { files: {} },
    fails: { files: {}, note: 'clusterstack release --target oci://… in a container whose user does not own the checkout' },
  },
  'no-repository': {
    title: 'what is released is in a git repository',
    why: 'Otherwise the release names no commit, and nobody can find out later what it was made from.',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: {}, note: 'clusterstack release in a folder that was unpacked from an archive' },
  },
  'helm-version': {
    title: 'charts are rendered with the same major version of Helm as in CSO',
    why: 'Another major version may render differently. What clusters get is then not what was checked.',
    source: 'CSO, which has Helm 3.19',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: {}, note: 'helm on the path is v4.0.1' },
  },
  internal: {
    title: 'the check finishes',
    why: 'A bug in clusterstack stopped the check of this line, so what it would have found is unknown. The other lines are still checked. Please report the bug.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'a stack that triggers a bug in clusterstack' },
  },
  'helm-required': {
    title: 'helm works, and is on the PATH where it is required',
    why: 'Without helm no chart is rendered, and much of what a release would do is not checked. The Action and --require-helm insist on it. A helm that does not tell its version is always refused.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'clusterstack check --require-helm, with no helm on the path' },
  },
  'scs-0210': {
    title: 'the lines of a source together follow Kubernetes as fast as the SCS standard requires',
    why: 'The standard requires the newest minor within four months, and each newest patch within one month.',
    source: 'https://docs.scs.community/standards/scs-0210-v2-k8s-version-policy',
    verdicts: ['warn', 'ok', 'unknown'],
    passes: { files: {} },
    fails: { files: {}, note: 'the next minor after the newest line has been out for five months' },
  },
};
