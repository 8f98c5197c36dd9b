export { followAlias, getNode, getScalar, getText, hasSyntaxError, isList, isNull, placeOf, readItems, readMap, toData, type YamlScalar, } from './access.js';
export { YAML_CODES } from './codes.js';
export type { DialectName } from './dialect.js';
export { isInline, replaceRanges } from './edit.js';
export { placeAt, type YamlFile } from './file.js';
export type { Node } from './node.js';
export { parseYaml, type YamlOptions } from './parse.js';
