import { formatSize } from '../format-size.ts';
import type { Exchange } from '../logger.ts';

/** `GET https://ghcr.io/v2/: 200 in 34 ms, received 1.2 kB` */
export function formatExchange({ method, url, status, milliseconds, sent, received }: Exchange): string {
  const end = `${status ?? 'no answer'} in ${Math.round(milliseconds)} ms`;
  return `${method} ${url}: ${[end, ...formatBytes(sent, received)].join(', ')}`;
}

/** What stands in the live line once there is something to say. */
export function formatTraffic(sent: number, received: number): string {
  const bytes = formatBytes(sent, received);
  return bytes.length === 0 ? '' : `  ${bytes.join(', ')}`;
}

function formatBytes(sent: number, received: number): readonly string[] {
  return [...(sent > 0 ? [`sent ${formatSize(sent)}`] : []), ...(received > 0 ? [`received ${formatSize(received)}`] : [])];
}
