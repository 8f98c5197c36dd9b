export { type Rendered, renderParsed } from './evaluate.js';
export { type Parsed, parseTemplate, readTemplate, type Template } from './parser.js';
export { findVariables } from './used-variables.js';
export { UNKNOWN } from './values.js';
