import type { Rule } from '../../rule.ts';
import { NODE_IMAGE_DIGEST } from './node-image-digest.ts';
import { NODE_IMAGE_EXISTS } from './node-image-exists.ts';
import { NODE_IMAGE_UBUNTU } from './node-image-ubuntu.ts';
import { NODE_IMAGE_VERSION } from './node-image-version.ts';

export { listImageUrls } from './find-images.ts';

export const NODE_IMAGES: readonly Rule[] = [NODE_IMAGE_VERSION, NODE_IMAGE_DIGEST, NODE_IMAGE_UBUNTU, NODE_IMAGE_EXISTS];
