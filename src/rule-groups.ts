import { CHART_CODES } from './chart/index.ts';
import type { CodeDescription, CodeTable } from './code-description.ts';
import { AGE, CLUSTER_CLASS, NODE_IMAGES, OBJECTS, PARTS, STAGES, UPGRADES, VERSIONS, WAIVER_CODES } from './compat/index.ts';
import { LOCK_CODES } from './dependency/index.ts';
import { SOURCE_CODES } from './facts/index.ts';
import { FILE_CODES } from './files/index.ts';
import { CODES, type CodeOf, type CodeSection } from './finding-code.ts';
import { MANAGEMENT_CODES, MANIFESTS_CODES } from './management/index.ts';
import { NUMBERING_CODES } from './release/index.ts';
import { CHART_FOLDER_CODES, DIRECTORY_CODES, LINE_CODES, STAGE_CODES } from './stack/index.ts';
import { YAML_CODES } from './yaml/index.ts';

/** Codes that belong together, under a heading. */
export interface CodeGroup {
  readonly title: string;
  readonly codes: readonly CodeDescription[];
}

/** All codes that findings have, those of rules and those of reading, in the order in which they are documented. */
export const GROUPS: readonly CodeGroup[] = [
  { title: 'Addon and Kubernetes versions', codes: VERSIONS },
  { title: 'Dependencies and values', codes: PARTS },
  { title: 'Stages', codes: [...list('stage-files', STAGE_CODES), ...STAGES] },
  { title: 'Rendered objects', codes: OBJECTS },
  { title: 'The ClusterClass', codes: CLUSTER_CLASS },
  { title: 'Node images', codes: NODE_IMAGES },
  { title: 'Upgrades', codes: UPGRADES },
  { title: 'Age', codes: AGE },
  { title: 'The stack’s directory', codes: [...list('directory', DIRECTORY_CODES), ...list('lines', LINE_CODES)] },
  {
    title: 'Charts',
    codes: [...list('charts', CHART_CODES), ...list('chart-folders', CHART_FOLDER_CODES), ...list('numbering', NUMBERING_CODES)],
  },
  { title: 'Lock, releases and tools', codes: [...list('lock', LOCK_CODES), ...list('sources', SOURCE_CODES)] },
  { title: 'Management clusters', codes: [...list('manifests', MANIFESTS_CODES), ...list('management', MANAGEMENT_CODES)] },
  { title: 'Files', codes: [...list('yaml', YAML_CODES), ...list('files', FILE_CODES)] },
  { title: 'Waivers', codes: list('waivers', WAIVER_CODES) },
];

const BY_CODE = new Map<string, CodeDescription>(
  GROUPS.flatMap(({ codes }) => codes).map((description) => [description.code, description]),
);

export function findCode(code: string): CodeDescription | undefined {
  return BY_CODE.get(code);
}

function list<Section extends CodeSection>(section: Section, table: CodeTable<Section>): CodeDescription[] {
  const codes: readonly CodeOf<Section>[] = CODES[section];
  return codes.map((code) => ({ code, ...table[code] }));
}
