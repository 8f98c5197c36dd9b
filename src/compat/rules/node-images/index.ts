import type { Rule } from '../../rule.ts';
import { nodeImageDigest } from './node-image-digest.ts';
import { nodeImageExists } from './node-image-exists.ts';
import { nodeImageUbuntu } from './node-image-ubuntu.ts';
import { nodeImageVersion } from './node-image-version.ts';

export { listImageUrls } from './find-images.ts';

export const NODE_IMAGES: readonly Rule[] = [nodeImageVersion, nodeImageDigest, nodeImageUbuntu, nodeImageExists];
