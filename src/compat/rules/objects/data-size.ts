import type { RenderedObject } from '../../../chart/index.ts';
import { asMap, getIn } from '../../../data.ts';

/** The most that a ConfigMap or a Secret may hold, in bytes. Source: Kubernetes, core/v1, `MaxSecretSize` */
export const DATA_LIMIT = 1024 * 1024;

/** How many bytes a ConfigMap or a Secret holds; 0 for other kinds. */
export function sumData({ apiVersion, kind, data }: RenderedObject): number {
  if (apiVersion !== 'v1' || (kind !== 'ConfigMap' && kind !== 'Secret')) return 0;
  const sum = (field: string, encoding: 'utf8' | 'base64') =>
    Object.values(asMap(getIn(data, field)) ?? {}).reduce<number>((total, value) => total + Buffer.byteLength(String(value), encoding), 0);
  return kind === 'ConfigMap' ? sum('data', 'utf8') + sum('binaryData', 'base64') : sum('data', 'base64') + sum('stringData', 'utf8');
}
