import type { Rule, RuleTable } from '../../rule.ts';
import { NODE_IMAGE_DIGEST } from './node-image-digest.ts';
import { NODE_IMAGE_EXISTS } from './node-image-exists.ts';
import { NODE_IMAGE_UBUNTU } from './node-image-ubuntu.ts';
import { NODE_IMAGE_VERSION } from './node-image-version.ts';

export { listImageUrls, listSaidImages, type NodeImage } from './find-images.ts';

export const NODE_IMAGES: readonly Rule[] = Object.values({
  'node-image-version': NODE_IMAGE_VERSION,
  'node-image-digest': NODE_IMAGE_DIGEST,
  'node-image-ubuntu': NODE_IMAGE_UBUNTU,
  'node-image-exists': NODE_IMAGE_EXISTS,
} satisfies RuleTable<'node-images'>);
