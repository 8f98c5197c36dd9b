export { type CelVerdict, checkExpression } from './check-expression.ts';
export { checkKey } from './check-key.ts';
