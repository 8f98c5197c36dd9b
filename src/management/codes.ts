import type { CodeTable } from '../code-description.ts';

const NONE = { files: {} };

/** What is generated for a management cluster. */
export const MANIFESTS_CODES: CodeTable<'manifests'> = {
  'release-unread': {
    title: 'every release at the source can be read',
    why: 'What cannot be read may be in use. It stays listed where it was, and is not added.',
    verdicts: ['unknown'],
    passes: NONE,
    fails: { ...NONE, note: 'a release whose cluster-class archive is damaged' },
  },
  'provider-unknown': {
    title: 'the provider of every release is known, and so are its APIs',
    why: 'For another provider no version is chosen. Where a cluster class cannot be rendered, versions are chosen by Kubernetes and by the provider’s name alone.',
    verdicts: ['unknown'],
    passes: NONE,
    fails: { ...NONE, note: 'a stack for a provider that no table has' },
  },
  'release-kept': {
    title: 'what ClusterStacks list is what is wanted',
    why: 'CSO deletes a release that no list names, and looks only in one namespace for clusters that use it. So what was listed stays until --prune.',
    verdicts: ['warn'],
    passes: NONE,
    fails: { ...NONE, note: '--newest 2 where three releases were listed' },
  },
  'release-dropped': {
    title: 'no release goes that was listed',
    why: 'CSO deletes its ClusterClass, unless a cluster of the same namespace uses it.',
    verdicts: ['warn'],
    passes: NONE,
    fails: { ...NONE, note: '--newest 2 --prune where three releases were listed' },
  },
  'file-kept': {
    title: 'every file that was written is still needed',
    why: 'GitOps deletes what a file that goes has made: a provider, or the policies. So it stays until --prune.',
    verdicts: ['warn'],
    passes: NONE,
    fails: { ...NONE, note: 'another kind of policy is asked for than before' },
  },
  'file-dropped': {
    title: 'no file goes that was written',
    why: 'GitOps deletes what it has made.',
    verdicts: ['warn'],
    passes: NONE,
    fails: { ...NONE, note: '--prune, and another kind of policy is asked for than before' },
  },
  'cso-source': {
    title: 'CSO can read the source',
    why: 'It reads one registry or one repository on GitHub, and no folder.',
    verdicts: ['warn'],
    passes: NONE,
    fails: { ...NONE, note: 'clusterstack manifests oci-layout:.release/oci, without --cso-source' },
  },
  'cso-rights': {
    title: 'CSO’s chart lets it create all that cluster classes contain',
    why: 'What its role does not allow is refused by the API server, and the release never becomes ready. More rights are a person’s decision.',
    verdicts: ['warn'],
    passes: NONE,
    fails: { ...NONE, note: 'a cluster class with a Secret' },
  },
  'image-unwritten': {
    title: 'every node image is written as its release has it',
    why: 'What an Image of the OpenStack Resource Controller holds cannot be changed, and it takes some formats alone.',
    verdicts: ['warn'],
    passes: NONE,
    fails: { ...NONE, note: 'a release with another URL for the image name of an earlier one' },
  },
  'core-unmaintained': {
    title: 'the chosen minor of Cluster API is maintained',
    why: 'No fixes come for one that is not.',
    verdicts: ['warn'],
    passes: NONE,
    fails: { ...NONE, note: 'releases for Kubernetes 1.27, which only unmaintained minors support' },
  },
  'core-jump': {
    title: 'Cluster API is upgraded by three minors at most',
    why: 'More at once is not supported, and can leave a management cluster that does not work.',
    verdicts: ['warn'],
    passes: NONE,
    fails: { ...NONE, note: 'a folder with Cluster API 1.6, and releases that need 1.12' },
  },
};

/** What a running management cluster has. */
export const MANAGEMENT_CODES: CodeTable<'management'> = {
  'cluster-unseen': {
    title: 'everything that is asked of the cluster is answered',
    why: 'Nothing is concluded from what was not seen.',
    verdicts: ['unknown', 'refuse'],
    passes: NONE,
    fails: { ...NONE, note: 'the user may not list deployments' },
  },
  'component-missing': {
    title: 'everything is installed that the releases need',
    why: 'Without it CSO cannot make their ClusterClasses, or clusters do not come up.',
    verdicts: ['refuse'],
    passes: NONE,
    fails: { ...NONE, note: 'openstack releases, and no Cluster API provider for OpenStack' },
  },
  'component-version': {
    title: 'installed versions fit each other and the releases',
    why: 'They limit each other by the APIs that they serve and the Kubernetes versions that they support.',
    verdicts: ['refuse', 'unknown', 'ok'],
    passes: NONE,
    fails: { ...NONE, note: 'Cluster API 1.13 with CSO 0.2.0-alpha.1' },
  },
  'gate-unknown': {
    title: 'feature gates are on that are needed, and known to the version that has them',
    why: 'A manager that is told a gate it does not know does not start; without those that CSO needs, no cluster gets addons.',
    verdicts: ['refuse', 'unknown'],
    passes: NONE,
    fails: { ...NONE, note: 'ClusterResourceSet for Cluster API 1.12' },
  },
  'next-upgrade': {
    title: 'the next upgrade of Cluster API works with what is there',
    why: 'What breaks then is cheaper to know now.',
    verdicts: ['warn'],
    passes: NONE,
    fails: { ...NONE, note: 'a gate that the next minor does not know' },
  },
  'release-missing': {
    title: 'the releases that ClusterStacks list are in the cluster and ready',
    why: 'A release that is not ready can have no new clusters.',
    verdicts: ['warn'],
    passes: NONE,
    fails: { ...NONE, note: 'a listed version whose ClusterStackRelease is not ready' },
  },
  'release-in-use': {
    title: 'the releases that clusters use are on offer',
    why: 'A cluster stays on a release that is withdrawn or gone until somebody moves it.',
    verdicts: ['warn', 'ok'],
    passes: NONE,
    fails: { ...NONE, note: 'a cluster on a release that the source does not have' },
  },
  'class-unlisted': {
    title: 'ClusterStacks list the releases that clusters use',
    why: 'CSO deletes a release that its ClusterStack does not list, unless clusters of the same namespace use it.',
    verdicts: ['refuse'],
    passes: NONE,
    fails: { ...NONE, note: 'clusters of another namespace use a class that its ClusterStack does not list' },
  },
};
