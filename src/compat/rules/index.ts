import type { Rule } from '../rule.ts';
import { AGE } from './age/index.ts';
import { CLUSTER_CLASS } from './cluster-class/index.ts';
import { NODE_IMAGES } from './node-images/index.ts';
import { OBJECTS } from './objects/index.ts';
import { PARTS } from './parts/index.ts';
import { STAGES } from './stages/index.ts';
import { UPGRADES } from './upgrades/index.ts';
import { VERSIONS } from './versions/index.ts';

/** All rules, in the order in which they are documented. */
export const RULES: readonly Rule[] = [...VERSIONS, ...PARTS, ...STAGES, ...OBJECTS, ...CLUSTER_CLASS, ...NODE_IMAGES, ...UPGRADES, ...AGE];
