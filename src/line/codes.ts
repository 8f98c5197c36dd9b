import type { CodeTable } from '../code-description.ts';

/** Versions that a release cannot have. */
export const NUMBERING_CODES: CodeTable<'numbering'> = {
  'chart-version': {
    title: 'the version of a release is a version for its charts',
    why: 'Helm refuses a chart version whose last part is a number with a leading 0.',
    source: 'Semantic Versioning 2.0.0, 9',
    verdicts: ['refuse'],
    passes: { files: {}, note: 'in mode hash the version is v0-sha.1a2b3c4' },
    fails: { files: {}, note: 'in mode hash the version is v0-sha.0123456' },
  },
  'channel-numbering': {
    title: 'releases of a channel are numbered in equal width',
    why: 'CSO compares them as text, where "10" comes before "9", and would go back to the older release.',
    source: 'the version package of the Cluster Stack Operator',
    verdicts: ['warn'],
    passes: { files: {}, note: 'the newest release is v0-beta.104' },
    fails: { files: {}, note: 'the newest release is v0-beta.9' },
  },
};

/** Earlier releases, the repository, tools, and all lines together. */
export const SOURCE_CODES: CodeTable<'sources'> = {
  'earlier-release': {
    title: 'the newest earlier release can be read',
    why: 'Upgrades are checked against it. Where it cannot be read, they were not checked.',
    verdicts: ['unknown'],
    passes: { files: {} },
    fails: { files: {}, note: 'the newest release of the line has no cluster-class archive' },
  },
  dependency: {
    title: 'the charts that addons depend on can be had',
    why: 'A release brings them along. What cannot be found or packed now could not be either when the release is made.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'a dependency from file://../common, where no such folder is' },
  },
  'dirty-tree': {
    title: 'what is released is in the repository',
    why: 'A stable release names the commit that it was made of. With changes that no commit has, nobody can find out later what it was made of.',
    verdicts: ['refuse', 'warn'],
    passes: { files: {} },
    fails: { files: {}, note: 'clusterstack release --target oci://… with uncommitted changes in the stack’s directory' },
  },
  'commit-unknown': {
    title: 'git tells what is committed',
    why: 'Where git is silent (it does not trust the owner of the folder, is not installed, there is no commit, a file goes through a filter), changes could be released that no commit has. A release to a registry or to GitHub is refused then, as with changes that are known.',
    source: 'git-config(1): safe.directory',
    verdicts: ['refuse', 'warn'],
    passes: { files: {} },
    fails: { files: {}, note: 'clusterstack release --target oci://… in a container whose user does not own the checkout' },
  },
  'no-repository': {
    title: 'what is released lies in a git repository',
    why: 'The release names no commit. Nobody can find out later what it was made of.',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: {}, note: 'clusterstack release in a folder that was unpacked from an archive' },
  },
  'helm-version': {
    title: 'charts are rendered with the major version of Helm that CSO has',
    why: 'Another major may render otherwise: what clusters get is then not what was checked.',
    source: "Cluster Stack Operator's contract: it has Helm 3.19",
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: {}, note: 'helm on the path is v4.0.1' },
  },
  internal: {
    title: 'the check comes to its end',
    why: 'A bug in clusterstack stopped the check of this line, so what would have been found is not known. The other lines go on. Please report it.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'a stack that brings a bug of clusterstack to light' },
  },
  'helm-required': {
    title: 'helm works, and is on the path where it is required',
    why: 'Without it no chart is rendered, and much of what a release would do is not looked at. The Action and --require-helm insist on it. One that is there and does not say its version is refused always.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'clusterstack check --require-helm, with no helm on the path' },
  },
  'scs-0210': {
    title: 'the lines of a source together follow Kubernetes as fast as the SCS standard asks',
    why: 'A provider offers the newest minor within four months, and each newest patch within one.',
    source: 'https://docs.scs.community/standards/scs-0210-v2-k8s-version-policy',
    verdicts: ['warn', 'ok', 'unknown'],
    passes: { files: {} },
    fails: { files: {}, note: 'the newest line is for a minor that was followed by another five months ago' },
  },
};
