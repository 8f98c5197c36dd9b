import { formatImageName, parseImageName, type Reference } from '../../../oci/index.ts';
import { listContainers } from '../list-containers.ts';
import type { ImagesReport } from '../report.ts';

/** An image that a cluster pulls, for lists: each once. */
export interface PulledImage {
  /** As it is written. */
  readonly name: string;
  readonly reference: Reference;
  /** The name in full, as runtimes pull it. */
  readonly full: string;
  readonly digest: string | undefined;
}

/** All images of containers, those of machines included, sorted by their names in full. */
export function listPulled(report: Pick<ImagesReport, 'images' | 'nodeImages'>): PulledImage[] {
  const pulled = new Map<string, PulledImage>();
  for (const { name, digest } of listContainers(report)) {
    const reference = parseImageName(name);
    if (reference === undefined) continue;
    const full = formatImageName(reference);
    pulled.set(full, { name, reference, full, digest });
  }
  return [...pulled.values()].sort((a, b) => (a.full < b.full ? -1 : 1));
}

/** What the report could not see, as comments of a list: a list that looks whole must be. */
export function formatUnknown({ unknown }: Pick<ImagesReport, 'unknown'>): string[] {
  return unknown.map(({ subject, message }) => `# not known: ${subject}: ${message}`);
}
