import { asList, isObject } from '../../../data.ts';
import { type Budget, OverBudget, spendMatch } from '../../budget.ts';
import { type CompiledRule, compileRule, type Matching } from '../../cel/check-rule.ts';
import { toCelValue, typeSchema } from '../../cel/self-type.ts';
import type { Schema } from './apply-defaults.ts';
import { listSteps, type SchemaVerdict } from './validate-schema.ts';

const KEY = 'x-kubernetes-validations';
const REASONS = ['FieldValueRequired', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueDuplicate'];

/** Compiling one takes as long as so many steps. */
const COMPILING = 1_000;

interface Judging {
  readonly budget: Budget;
  readonly problems: string[];
  readonly unsure: string[];
}

/**
 * The answers of Cluster API's webhook to `x-kubernetes-validations`, in a schema that is sound otherwise.
 * Source: `validateSchema` of Cluster API 1.10 (internal/topology/variables), `ValidateDefaults` of apiextensions-apiserver
 */
export function validateRules(schema: Schema, budget: Budget): SchemaVerdict {
  const judging: Judging = { budget, problems: [], unsure: [] };
  try {
    walk(judging, schema, '', { defaults: true, bounded: true, items: false });
  } catch (error) {
    if (!(error instanceof OverBudget)) throw error;
    judging.unsure.push(error.message);
  }
  return judging;
}

interface Position {
  /** Kubernetes looks at no default in or below additional properties. */
  readonly defaults: boolean;
  /** Whether there are few values of this schema. */
  readonly bounded: boolean;
  /** Within a list an old value cannot be told. */
  readonly items: boolean;
}

function walk(judging: Judging, schema: Schema, path: string, position: Position): void {
  judging.budget.spend('steps');
  const own = asList(schema[KEY]);
  for (const [index, rule] of own.entries()) judgeRule(judging, schema, rule, `${join(path, KEY)}[${index}]`, position);
  if (position.defaults) judgeValue(judging, schema, schema['default'], join(path, 'default'), true);
  if (own.length > 0) {
    judgeValue(judging, schema, schema['example'], join(path, 'example'));
    for (const value of asList(schema['enum'])) judgeValue(judging, schema, value, join(path, 'enum'));
  }
  for (const [next, at, key] of listSteps(schema, path)) {
    const isProperty = isObject(schema['properties']) && schema['properties'][key] === next;
    walk(judging, next, at, {
      defaults: position.defaults && (isProperty || key === 'items'),
      bounded: position.bounded && isProperty,
      items: position.items || (!isProperty && key === 'items'),
    });
  }
}

function judgeRule({ budget, problems, unsure }: Judging, schema: Schema, rule: unknown, path: string, { bounded, items }: Position): void {
  const shape = isObject(rule) ? checkShape(rule, path) : [`${path} is not a rule`];
  problems.push(...shape);
  if (!isObject(rule) || shape.length > 0) return;
  const { messageExpression, fieldPath } = rule;
  if (typeof fieldPath === 'string' && fieldPath !== '') {
    const found = findFieldPath(schema, fieldPath);
    if (found === 'missing') problems.push(`${path}.fieldPath: the schema has no field ${fieldPath}`);
    if (found === 'unknown') unsure.push(`${path}.fieldPath is of a form that is not checked here`);
  }
  const expressions = [[String(rule['rule']), 'bool', 'rule'] as const];
  const message =
    typeof messageExpression === 'string' && messageExpression !== '' ? [[messageExpression, 'string', 'messageExpression'] as const] : [];
  for (const [expression, expected, key] of [...expressions, ...message]) {
    const compiled = compileFor(budget, schema, expression);
    if (compiled.kind === 'broken') problems.push(`${path}.${key} does not compile: ${compiled.why}`);
    else if (compiled.kind === 'unknown') unsure.push(`${path}.${key}: ${compiled.why}`);
    // Kubernetes takes no dyn, which may be a boolean, for one.
    else if (compiled.type !== expected && isPlain(compiled.type)) problems.push(`${path}.${key} yields ${compiled.type}, not ${expected}`);
    else if (compiled.type !== expected) unsure.push(`${path}.${key}: whether it yields ${expected} is not known`);
    else if (compiled.usesOldSelf && items) problems.push(`${path}.${key} names oldSelf, which no rule within the items of a list can`);
    else if (!bounded || isCostly(schema, compiled))
      unsure.push(`${path}.${key}: whether its cost is below Kubernetes' limit is not known`);
  }
}

/** Of the ten millions that Kubernetes allows a rule. */
const CHEAP = 10_000;
/** Characters of regular expressions that it allows for a text without a bound. */
const MOST_PATTERNS = 100;

/** Whether the cost that Kubernetes estimates may be above its limit: loops over lists, and expressions over texts, that have no bound. */
function isCostly(schema: Schema, { loops, patterns, unbounded }: Extract<CompiledRule, { kind: 'compiles' }>): boolean {
  const { counts, lengths } = listSizes(schema);
  const longest = Math.max(1, ...lengths);
  if (unbounded || (patterns > MOST_PATTERNS && longest > CHEAP)) return true;
  return loops > 0 && Math.max(1, ...counts) ** loops * longest > CHEAP;
}

function listSizes(schema: Schema): { readonly counts: readonly number[]; readonly lengths: readonly number[] } {
  const limit = (key: string) => (typeof schema[key] === 'number' ? schema[key] : Number.POSITIVE_INFINITY);
  const below = listSteps(schema, '').map(([next]) => listSizes(next));
  const isMap = isObject(schema['additionalProperties']);
  return {
    counts: [
      ...(schema['type'] === 'array' ? [limit('maxItems')] : isMap ? [limit('maxProperties')] : []),
      ...below.flatMap(({ counts }) => counts),
    ],
    lengths: [...(schema['type'] === 'string' ? [limit('maxLength')] : []), ...below.flatMap(({ lengths }) => lengths)],
  };
}

function isPlain(type: string): boolean {
  return ['bool', 'string', 'int', 'double'].includes(type) || /^list<(?:bool|string|int|double)>$/.test(type);
}

function compileFor(budget: Budget, schema: Schema, expression: string): CompiledRule {
  budget.spend('steps', COMPILING + expression.length);
  const self = typeSchema(schema);
  if (self === undefined) return { kind: 'unknown', why: 'the schema has no type in CEL' };
  return compileRule(expression, self, createMatching(budget));
}

function createMatching(budget: Budget): Matching {
  return {
    explain: (pattern) => {
      const expression = budget.compile(pattern);
      return expression.kind === 'invalid' ? expression.why : undefined;
    },
    test: (text, pattern) => {
      const expression = spendMatch(budget, pattern, text);
      if (expression.kind !== 'usable') throw new Error('not compared');
      return expression.test(text);
    },
  };
}

/** Evaluates the rules of a schema and of all below it. */
function judgeValue(judging: Judging, schema: Schema, value: unknown, path: string, isDefault = false): void {
  const { budget, problems, unsure } = judging;
  budget.spend('steps');
  if (value === undefined || value === null) return;
  for (const rule of asList(schema[KEY])) {
    const text = isObject(rule) && typeof rule['rule'] === 'string' ? rule['rule'] : '';
    if (text.trim() === '') continue;
    const compiled = compileFor(budget, schema, text);
    // An old value is that of a default alone: the same.
    if (compiled.kind !== 'compiles' || (compiled.usesOldSelf && !isDefault)) continue;
    const count = countValues(budget, value) + 1;
    budget.spend('steps', count ** compiled.loops * Math.ceil(text.length / 10));
    const result = compiled.evaluate?.(toCelValue(schema, value));
    if (result?.kind === 'value' && result.value === false) problems.push(`${path} breaks the rule ${shorten(text)}`);
    else if (result?.kind !== 'value' || result.value !== true) unsure.push(`${path}: the rule ${shorten(text)} was not evaluated`);
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    if (isObject(items)) for (const [index, item] of value.entries()) judgeValue(judging, items, item, `${path}[${index}]`, isDefault);
  } else if (isObject(value)) {
    const { properties, additionalProperties } = schema;
    for (const [key, item] of Object.entries(value)) {
      const below = isObject(properties) && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
      if (isObject(below)) judgeValue(judging, below, item, `${path}.${key}`, isDefault);
    }
  }
}

function countValues(budget: Budget, value: unknown): number {
  budget.spend('steps');
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, item) => sum + countValues(budget, item), 1);
}

function checkShape(rule: Readonly<Record<string, unknown>>, path: string): string[] {
  const text = (key: string) => (typeof rule[key] === 'string' ? rule[key] : '');
  const wrong = ['rule', 'message', 'messageExpression', 'reason', 'fieldPath'].filter(
    (key) => rule[key] !== undefined && rule[key] !== null && typeof rule[key] !== 'string',
  );
  const isBlank = (key: string) => text(key) !== '' && text(key).trim() === '';
  const hasBreak = (value: string) => /[\r\n]/.test(value);
  return [
    ...wrong.map((key) => `${path}.${key} is not a string`),
    ...(text('rule').trim() === '' ? [`${path} has no rule`] : []),
    ...['message', 'messageExpression', 'fieldPath'].filter(isBlank).map((key) => `${path}.${key} is blank`),
    ...(Buffer.byteLength(text('message')) > 2048 ? [`${path}.message is longer than 2048 bytes`] : []),
    ...(hasBreak(text('message').trim()) ? [`${path}.message has more than one line`] : []),
    ...(hasBreak(text('fieldPath')) ? [`${path}.fieldPath has more than one line`] : []),
    ...(hasBreak(text('rule').trim()) && text('message').trim() === '' ? [`${path}.rule has more than one line, and needs a message`] : []),
    ...(text('reason') !== '' && !REASONS.includes(text('reason')) ? [`${path}.reason is not one of ${REASONS.join(', ')}`] : []),
  ];
}

/** `.spec.replicas` */
function findFieldPath(schema: Schema, path: string): 'found' | 'missing' | 'unknown' {
  if (!/^(?:\.[A-Za-z_][A-Za-z0-9_]*)+$/.test(path)) return 'unknown';
  let found: unknown = schema;
  for (const key of path.slice(1).split('.')) {
    if (!isObject(found)) return 'unknown';
    const { properties, additionalProperties } = found;
    if (isObject(properties) && Object.hasOwn(properties, key)) found = properties[key];
    else if (isObject(additionalProperties)) found = additionalProperties;
    else return 'missing';
  }
  return 'found';
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
