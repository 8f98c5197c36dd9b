import type { Rule } from '../../rule.ts';
import { chartLock } from './chart-lock.ts';
import { dependencyExtra } from './dependency-extra.ts';
import { dependencyMissing } from './dependency-missing.ts';
import { dependencyVersion } from './dependency-version.ts';
import { subchart } from './subchart.ts';

/** Parts that must agree with each other. */
export const PARTS: readonly Rule[] = [dependencyVersion, dependencyMissing, dependencyExtra, chartLock, subchart];
