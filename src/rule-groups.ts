import { CHART_CODES } from './reading/charts.ts';
import { CONFIG_CODES } from './reading/config.ts';
import { FILE_CODES } from './reading/files.ts';
import { LINE_CODES } from './reading/lines.ts';
import { SOURCE_CODES } from './reading/sources.ts';
import { STAGE_CODES } from './reading/stages.ts';
import { WAIVER_CODES } from './reading/waivers.ts';
import type { CodeDescription } from './rule.ts';
import { AGE } from './rules/age/index.ts';
import { CLUSTER_CLASS } from './rules/cluster-class/index.ts';
import { NODE_IMAGES } from './rules/node-images/index.ts';
import { OBJECTS } from './rules/objects/index.ts';
import { PARTS } from './rules/parts/index.ts';
import { STAGES } from './rules/stages/index.ts';
import { UPGRADES } from './rules/upgrades/index.ts';
import { VERSIONS } from './rules/versions/index.ts';

/** Codes that belong together, under a heading. */
export interface CodeGroup {
  readonly title: string;
  readonly codes: readonly CodeDescription[];
}

/** All codes that findings have, those of rules and those of reading, in the order in which they are documented. */
export const GROUPS: readonly CodeGroup[] = [
  { title: 'Addon and Kubernetes versions', codes: VERSIONS },
  { title: 'Parts agree with each other', codes: PARTS },
  { title: 'Stages', codes: [...STAGE_CODES, ...STAGES] },
  { title: 'Rendered objects', codes: OBJECTS },
  { title: 'The ClusterClass', codes: CLUSTER_CLASS },
  { title: 'Node images', codes: NODE_IMAGES },
  { title: 'Upgrades', codes: UPGRADES },
  { title: 'Age', codes: AGE },
  { title: 'The stack’s directory', codes: [...CONFIG_CODES, ...LINE_CODES] },
  { title: 'Charts', codes: CHART_CODES },
  { title: 'Lock, releases and tools', codes: SOURCE_CODES },
  { title: 'Files', codes: FILE_CODES },
  { title: 'Waivers', codes: WAIVER_CODES },
];

const BY_CODE = new Map(GROUPS.flatMap(({ codes }) => codes).map((description) => [description.code, description]));

/** All codes. */
export const CODES: readonly string[] = [...BY_CODE.keys()];

/** Whether findings of this code say why others could not look. */
export function isCause(code: string): boolean {
  return BY_CODE.get(code)?.isCause === true;
}

export function findCode(code: string): CodeDescription | undefined {
  return BY_CODE.get(code);
}
