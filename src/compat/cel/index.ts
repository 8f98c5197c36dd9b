export { type CelVerdict, checkExpression, checkKey } from './check-expression.ts';
