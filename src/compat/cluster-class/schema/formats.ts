import { isIPv4, isIPv6 } from 'node:net';
import type { Schema } from './apply-defaults.ts';

/**
 * Whether a text is of a format, told as Go tells it.
 * Source: https://github.com/kubernetes/kube-openapi/tree/master/pkg/validation/strfmt
 */
export const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  uuid: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
  uuid3: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
  uuid4: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i.test(text),
  uuid5: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i.test(text),
  ipv4: (text) => isIPv4(text),
  cidr: isCidr,
};

/**
 * Those that Kubernetes compares besides; all others have no effect.
 * Source: https://github.com/kubernetes/apiextensions-apiserver/blob/v0.32.3/pkg/apiserver/validation/formats.go
 */
const OTHER_FORMATS: ReadonlySet<string> = new Set(
  `bsonobjectid uri email hostname ipv6 mac isbn isbn10 isbn13 creditcard ssn hexcolor rgbcolor byte password date
  duration datetime`.split(/\s+/),
);

/** As Kubernetes looks it up. */
export function formatOf({ format }: Schema): string {
  return typeof format === 'string' ? format.replaceAll('-', '') : '';
}

/** Whether a format has an effect. */
export function isCompared(format: string): boolean {
  return Object.hasOwn(FORMATS, format) || OTHER_FORMATS.has(format);
}

function isCidr(text: string): boolean {
  const [, address = '', bits = ''] = /^([^/%]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  return (isIPv4(address) && Number(bits) <= 32) || (isIPv6(address) && Number(bits) <= 128);
}
