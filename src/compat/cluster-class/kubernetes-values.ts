import { isObject } from '../../data.ts';

/** Source: apimachinery's IsQualifiedName, IsValidLabelValue, IsDNS1123Subdomain, TotalAnnotationSizeLimitB */
const NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const MOST_ANNOTATION_BYTES = 262_144;

/** The problems of a map of labels. */
export function checkLabels(labels: unknown): string[] {
  return Object.entries(isObject(labels) ? labels : {}).flatMap(([key, value]) => [
    ...(isQualifiedName(key) ? [] : [`${key} is not a label key`]),
    ...(typeof value === 'string' && value !== '' && !(value.length <= 63 && NAME.test(value))
      ? [`${JSON.stringify(value)} is not a label value`]
      : []),
  ]);
}

/** The problems of a map of annotations. */
export function checkAnnotations(annotations: unknown): string[] {
  const entries = Object.entries(isObject(annotations) ? annotations : {});
  const bytes = entries.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value)), 0);
  return [
    ...entries.flatMap(([key]) => (isQualifiedName(key.toLowerCase()) ? [] : [`${key} is not an annotation key`])),
    ...(bytes > MOST_ANNOTATION_BYTES ? [`they have ${bytes} bytes, and may have ${MOST_ANNOTATION_BYTES}`] : []),
  ];
}

/** `prefix.example.com/name` or `name` */
export function isQualifiedName(key: string): boolean {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  return parts.length <= 2 && name.length <= 63 && NAME.test(name) && (parts.length === 1 || isSubdomain(parts[0] ?? ''));
}

/** The form of objects' names. */
export function isSubdomain(name: string): boolean {
  return name.length <= 253 && SUBDOMAIN.test(name);
}

/** An `intstr`: 3 or "40%". */
export function isPercentOrNumber(value: unknown): boolean {
  return Number.isInteger(value) || (typeof value === 'string' && /^[+-]?\d+%$/.test(value));
}

const UNITS: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
/** Not within a number, where each digit would be tried as its beginning. */
const DURATION = /(?<![\d.])(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g;

/** Whether a text is a duration of Go, `1h30m`. */
export function isDuration(text: string): boolean {
  return text === '0' || (text !== '' && text.replace(/^[+-]/, '').replaceAll(DURATION, '') === '' && /\d/.test(text));
}

/** The seconds of a duration of Go. */
export function readSeconds(text: string): number {
  const seconds = [...text.matchAll(DURATION)].reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (UNITS[unit] ?? 0), 0);
  return text.startsWith('-') ? -seconds : seconds;
}
