export {
  followAlias,
  getNode,
  getScalar,
  getText,
  hasSyntaxError,
  isList,
  isNull,
  placeOf,
  readItems,
  readMap,
  toData,
  type YamlScalar,
} from './access.ts';
export { YAML_CODES } from './codes.ts';
export type { DialectName } from './dialect.ts';
export { isInline, replaceRanges } from './edit.ts';
export { placeAt, type YamlFile } from './file.ts';
export { formatYaml, formatYamlStream, formatYamlText } from './format-yaml.ts';
export type { Node } from './node.ts';
export { parseYaml, type YamlOptions } from './parse.ts';
