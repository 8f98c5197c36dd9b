export { type Rendered, renderParsed } from './evaluate.ts';
export { type Parsed, parseTemplate, readTemplate, type Template } from './parser.ts';
export { findVariables } from './used-variables.ts';
export { UNKNOWN } from './values.ts';
