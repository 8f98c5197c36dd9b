import type { Rule } from '../../rule.js';
export { listImageUrls, listSaidImages, type NodeImage } from './find-images.js';
export declare const NODE_IMAGES: readonly Rule[];
