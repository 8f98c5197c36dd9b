import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { isObject } from '../../../src/data.ts';

/** Checks requests and answers against GitHub's own description of its API, with unknown fields refused. */
export interface Description {
  /** The operation that a request is for: its path in the description, and the values in the path. */
  match(method: string, pathname: string): Operation | undefined;
}

export interface Operation {
  /** `repos/create-release` */
  readonly id: string;
  readonly values: Readonly<Record<string, string>>;
  /** The problem with a request; undefined when nothing is. */
  checkRequest(query: URLSearchParams, body: unknown): string | undefined;
  checkAnswer(status: number, body: unknown): string | undefined;
}

type Json = Record<string, unknown>;

const ROOT = 'github';
const document = close(JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8'))) as Json;
// Written down in prose only, at "Upload a release asset".
at(document, 'components', 'schemas', 'release-asset', 'properties', 'state')['enum'] = ['uploaded', 'open', 'starter'];

const ajv = new Ajv({ strict: false, validateFormats: false });
ajv.addSchema(document, ROOT);
const compiled = new Map<string, ValidateFunction>();

/** `nullable` as JSON Schema has it, and every object closed that lists its properties. */
function close(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(close);
  if (!isObject(value)) return value;
  const schema: Json = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, close(item)]));
  if (typeof schema['type'] === 'string' && isObject(schema['properties'])) schema['additionalProperties'] ??= false;
  if (schema['nullable'] !== true || typeof schema['type'] !== 'string') return schema;
  return { ...schema, type: [schema['type'], 'null'] };
}

function at(value: unknown, ...path: readonly string[]): Json {
  let found = value;
  for (const key of path) found = isObject(found) ? found[key] : undefined;
  if (!isObject(found)) throw new Error(`the description has no ${path.join('/')}`);
  return found;
}

function check(path: readonly string[], what: string, data: unknown): string | undefined {
  const pointer = `${ROOT}#/${path.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
  const validate = compiled.get(pointer) ?? ajv.compile({ $ref: pointer });
  compiled.set(pointer, validate);
  return validate(data) ? undefined : `${what}: ${ajv.errorsText(validate.errors)}`;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: { readonly type: string };
}

export const description: Description = {
  match(method, pathname) {
    for (const [template, item] of Object.entries(at(document, 'paths'))) {
      const operation = isObject(item) ? item[method.toLowerCase()] : undefined;
      if (!isObject(operation)) continue;
      const parameters = readParameters(operation);
      const values = matchTemplate(template, parameters, pathname);
      if (values !== undefined) return createOperation(template, method.toLowerCase(), operation, parameters, values);
    }
    return undefined;
  },
};

function readParameters(operation: Json): readonly Parameter[] {
  const parameters = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
  return parameters.map((parameter: unknown) => {
    const reference = isObject(parameter) ? parameter['$ref'] : undefined;
    return (typeof reference === 'string' ? at(document, ...reference.slice(2).split('/')) : parameter) as Parameter;
  });
}

function matchTemplate(template: string, parameters: readonly Parameter[], pathname: string): Record<string, string> | undefined {
  const pattern = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find((candidate) => candidate.name === name);
    if (parameter?.schema.type === 'integer') return `(?<${name}>\\d+)`;
    return parameter !== undefined && 'x-multi-segment' in parameter ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`;
  });
  const groups = new RegExp(`^${pattern}$`).exec(pathname)?.groups;
  return groups && Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
}

function createOperation(
  template: string,
  method: string,
  operation: Json,
  parameters: readonly Parameter[],
  values: Readonly<Record<string, string>>,
): Operation {
  const path = ['paths', template, method];
  return {
    id: String(operation['operationId']),
    values,
    checkRequest(query, body) {
      const known = parameters.filter((parameter) => parameter.in === 'query');
      for (const [name, value] of query) {
        const parameter = known.find((candidate) => candidate.name === name);
        if (parameter === undefined) return `there is no parameter ${name}`;
        if (parameter.schema.type === 'integer' && !/^\d+$/.test(value)) return `${name} is not a number`;
      }
      const missing = known.find(({ name, required }) => required === true && !query.has(name));
      if (missing !== undefined) return `${missing.name} is missing`;
      const content = isObject(operation['requestBody']) ? operation['requestBody']['content'] : undefined;
      if (!isObject(content)) return body === undefined ? undefined : 'there is no body';
      if (!('application/json' in content)) return Buffer.isBuffer(body) ? undefined : 'the body is not binary';
      return check([...path, 'requestBody', 'content', 'application/json', 'schema'], 'the body', body);
    },
    checkAnswer(status, body) {
      const responses = at(operation, 'responses');
      const response = responses[String(status)];
      // Errors that can happen anywhere are not listed everywhere.
      if (response === undefined && status < 400) return `there is no answer ${status}`;
      const reference = isObject(response) ? response['$ref'] : undefined;
      const where = typeof reference === 'string' ? reference.slice(2).split('/') : [...path, 'responses', String(status)];
      const content = response === undefined ? undefined : at(document, ...where)['content'];
      if (!isObject(content)) return status < 400 || isObject(body) ? undefined : 'an error without a body';
      return check([...where, 'content', 'application/json', 'schema'], `the answer ${status}`, body);
    },
  };
}
