export { type Rendered, renderParsed, renderTemplate } from './evaluate.ts';
export { type Parsed, parseTemplate } from './parser.ts';
export { findVariables } from './used-variables.ts';
export { UNKNOWN } from './values.ts';
