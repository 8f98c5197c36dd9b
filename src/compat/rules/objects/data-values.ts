import type { RenderedObject } from '../../../chart/index.ts';
import { isObject } from '../../../data.ts';

/** Where the two kinds hold what they are for, and how. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, 'text' | 'base64'>>>> = {
  ConfigMap: { data: 'text', binaryData: 'base64' },
  Secret: { stringData: 'text', data: 'base64' },
};

/** Source: Kubernetes, `IsConfigMapKey` */
const KEY = /^(?!\.\.|\.$)[-._a-zA-Z0-9]{1,253}$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The problem for which the API server refuses a ConfigMap or a Secret. */
export function findWrongValue({ apiVersion, kind, data }: RenderedObject): string | undefined {
  const fields = apiVersion === 'v1' && Object.hasOwn(FIELDS, kind) ? FIELDS[kind] : undefined;
  for (const [field, form] of Object.entries(fields ?? {})) {
    const map = data[field] ?? {};
    if (!isObject(map)) return `has ${field} that is not a map; write each entry as key: "value" below it`;
    for (const [key, value] of Object.entries(map)) {
      if (!KEY.test(key)) return `has the key ${JSON.stringify(key)} in ${field}, where only letters, digits, -, _ and . are allowed`;
      if (value === null) continue;
      if (typeof value !== 'string') return `has a value in ${field} that is not text; put that of ${key} in quotes`;
      // The contents of a Secret are never shown.
      if (form === 'base64' && !BASE64.test(value.replaceAll(/[\r\n]/g, ''))) {
        const instead = kind === 'Secret' ? 'write it below stringData, or encode it' : 'write it below data, or encode it';
        return `has a value in ${field}, that of ${key}, which is not in base64; ${instead}`;
      }
    }
  }
  return undefined;
}
