import { ReleaseError } from '../../../errors.ts';
import { formatCount } from '../../../text.ts';
import type { ImagesReport } from '../report.ts';
import { listPulled } from './collect.ts';
import { formatYaml } from './format-yaml.ts';

/**
 * For `imgpkg copy --lock`, which knows images by digest alone.
 * Source: https://carvel.dev/imgpkg/docs/latest/resources/#imageslock-configuration
 * @throws ReleaseError `usage` where a digest is not known
 */
export function formatImgpkg(report: ImagesReport): string {
  const pulled = listPulled(report);
  const open = pulled.flatMap(({ full, digest }) => (digest === undefined ? [full] : []));
  if (open.length > 0) {
    const why = `an ImagesLock names images by their digests, and those of ${formatCount(open.length, 'image')} are not known, such as ${open[0]}`;
    throw new ReleaseError('usage', `${why}; look them up with --digests`);
  }
  const images = pulled.map(({ reference: { registry, repository }, full, digest = '' }) => ({
    annotations: { 'kbld.carvel.dev/id': full },
    image: `${registry}/${repository}@${digest}`,
  }));
  return formatYaml({ apiVersion: 'imgpkg.carvel.dev/v1alpha1', kind: 'ImagesLock', images });
}
