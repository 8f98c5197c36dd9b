import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { isObject } from '../../../src/data.ts';

/** Written by scripts/management-crds.js. */
const { schemas } = JSON.parse(readFileSync(new URL('crds.json', import.meta.url), 'utf8')) as {
  readonly schemas: Readonly<Record<string, object>>;
};
const ajv = new Ajv({ strict: false, formats: { int32: true, int64: true, uri: true, uuid: true, 'date-time': true } });
const compiled = new Map(Object.entries(schemas).map(([key, schema]) => [key, ajv.compile(close(schema, true))]));

/** What is wrong with an object by its kind's CRD; a field that is not declared is wrong, too. Undefined for a kind that is no custom one. */
export function checkObject(object: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const validate = compiled.get(`${object['apiVersion']}/${object['kind']}`);
  if (validate === undefined) return undefined;
  return validate(object) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function close(schema: unknown, isTop = false): object {
  if (Array.isArray(schema)) return schema.map((item) => close(item));
  if (!isObject(schema)) return schema as object;
  const below = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, key === 'properties' && isObject(value) ? mapValues(value) : close(value)]),
  );
  const isClosed =
    isObject(schema['properties']) && schema['additionalProperties'] === undefined && !schema['x-kubernetes-preserve-unknown-fields'];
  return isClosed && !isTop ? { ...below, additionalProperties: false } : below;
}

function mapValues(properties: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, close(value)]));
}
