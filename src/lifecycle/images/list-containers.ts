import type { ImagesReport } from './report.ts';

/** A container image as it is written. */
export interface ContainerImage {
  readonly name: string;
  readonly digest: string | undefined;
}

/** All container images, those of machines included. */
export function listContainers({ images, nodeImages }: Pick<ImagesReport, 'images' | 'nodeImages'>): ContainerImage[] {
  const machines = nodeImages.flatMap(({ kind, name, digest }) => (kind === 'container' && name !== undefined ? [{ name, digest }] : []));
  return [...images.map(({ name, digest }) => ({ name, digest })), ...machines];
}
