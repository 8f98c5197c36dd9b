import { formatKubernetesVersion } from '../../../version/index.ts';
import { isComplete } from '../../completeness.ts';
import type { Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { formatDockerTemplate } from './examples.ts';
import { findNodeImages, NODE_IMAGES, type NodeImage } from './find-images.ts';
import { isKindNode, parseContainerImage, parseContainerVersion, parseImageName, parseImageUrl } from './parse-image.ts';

export const NODE_IMAGE_VERSION: Rule<'node-image-version'> = {
  code: 'node-image-version',
  title: 'node images have exactly the stack’s Kubernetes version',
  why: 'The image contains kubelet and kubeadm. Cluster API asks for machines with exactly this Kubernetes version. With another image they do not join, or they run something other than the release says.',
  source: 'Cluster API runs all machines of a topology on its one Kubernetes version; release notes of kind',
  verdicts: ['refuse', 'warn', 'ok', 'unknown'],
  passes: { files: { 'cluster-class/templates/machines.yaml': formatDockerTemplate('kindest/node:v1.32.5') } },
  fails: {
    files: { 'cluster-class/templates/machines.yaml': formatDockerTemplate('kindest/node:v1.32.4') },
    note: 'the patch version differs',
  },
  check: (facts: Facts) => {
    const images = findNodeImages(facts);
    const wanted = formatKubernetesVersion(facts.kubernetes);
    const all = readProvided(images, wanted);
    const listed = readProvided(
      images.filter(({ subject }) => subject === NODE_IMAGES),
      wanted,
    );
    return images.flatMap((image) => judgeImage(image, facts, hasRightOne(image, image.subject === NODE_IMAGES ? listed : all, wanted)));
  },
};

/** The versions that the images that the stack provides say, by image, and whether one of them is right in all it says. */
interface Provided {
  readonly versions: ReadonlyMap<string, ReadonlySet<string>>;
  readonly hasRight: boolean;
}

function readProvided(images: readonly NodeImage[], wanted: string): Provided {
  const versions = new Map<string, Set<string>>();
  for (const image of images) {
    const version = readVersion(image)?.version;
    if (image.provided === undefined || version === undefined) continue;
    const said = versions.get(image.provided) ?? new Set();
    versions.set(image.provided, said.add(`v${version}`));
  }
  return { versions, hasRight: [...versions.values()].some((said) => said.size === 1 && said.has(wanted)) };
}

/**
 * Whether the stack provides a right image beside one that is wrong in all it says, and so harmless. A node-images.yaml
 * tells a release's images by itself: one without a right entry is wrong, whatever else there is.
 */
function hasRightOne({ provided }: NodeImage, { versions, hasRight }: Provided, wanted: string): boolean {
  const own = provided === undefined ? undefined : versions.get(provided);
  return own !== undefined && !own.has(wanted) && hasRight;
}

function judgeImage(image: NodeImage, { kubernetes, stack, clusterClass }: Facts, isBeside: boolean): Judgement[] {
  const { subject, text, place } = image;
  const wanted = formatKubernetesVersion(kubernetes);
  const found = readVersion(image);
  if (found === undefined) {
    const isTagless = image.form === 'container' && isKindNode(parseContainerImage(text));
    const message = `${text} says no Kubernetes version, so it was not held against ${wanted}; name the tag ${wanted}`;
    return isTagless ? [{ verdict: 'unknown', subject, message, place }] : [];
  }
  const version = `v${found.version}`;
  if (stack?.config.isPatchKnown === false && version.startsWith(wanted.replace(/\d+$/, ''))) {
    const message = `${text} is of ${version}, and which patch the release will have is not decided yet`;
    return [{ verdict: 'unknown', subject, message, place }];
  }
  if (version === wanted) return [{ verdict: 'ok', subject, message: `${text} is of ${wanted}`, place }];
  // The unread parts may hold the right one, too; they have findings of their own.
  if (image.provided !== undefined && image.subject !== NODE_IMAGES && !isComplete(clusterClass.rendering)) return [];
  if (isBeside) {
    const message = `${text} is an image of Kubernetes ${version}, beside the one of ${wanted} that the stack needs; leave it out`;
    return [{ verdict: 'warn', subject, message, place }];
  }
  if (found.isCertain) {
    const message = `${text} is an image of Kubernetes ${version}, and the stack is of ${wanted}: the two must be equal to the patch. Name the image of ${wanted}, or set the stack's version to ${version}`;
    return [{ verdict: 'refuse', subject, message, place }];
  }
  const message = `${text} looks like an image of Kubernetes ${version}, and the stack is of ${wanted}: the two must be equal to the patch`;
  return [{ verdict: 'warn', subject, message, place }];
}

function readVersion({ form, text }: NodeImage) {
  switch (form) {
    case 'name':
      return parseImageName(text);
    case 'url':
      return parseImageUrl(text);
    case 'container':
      return parseContainerVersion(parseContainerImage(text));
  }
}
