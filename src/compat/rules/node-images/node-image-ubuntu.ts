import { acceptsVersion, parseConstraint } from '../../../chart/index.ts';
import { formatKubernetesVersion } from '../../../version/index.ts';
import type { Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { formatImageUrl, formatNodeImages } from './examples.ts';
import { findNodeImages } from './find-images.ts';
import { parseUbuntuRelease } from './parse-image.ts';

const NAME = 'ubuntu-capi-image-v1.32.5';

export const NODE_IMAGE_UBUNTU: Rule<'node-image-ubuntu'> = {
  code: 'node-image-ubuntu',
  title: 'OpenStack images have the Ubuntu release that is built for the Kubernetes version',
  why: 'The SCS project builds each Kubernetes minor on a single Ubuntu release. Any other combination is an image that does not exist or that nobody tests.',
  verdicts: ['warn', 'ok'],
  passes: { files: { 'node-images.yaml': formatNodeImages(NAME, formatImageUrl('2204', 'v1.32.5')) } },
  fails: { files: { 'node-images.yaml': formatNodeImages(NAME, formatImageUrl('2404', 'v1.32.5')) } },
  check: (facts: Facts) => {
    const { ubuntu, source } = facts.knowledge.nodeImages;
    const version = formatKubernetesVersion(facts.kubernetes);
    const wanted = ubuntu.find(({ kubernetes }) => accepts(kubernetes, version))?.release;
    return findNodeImages(facts).flatMap((image): Judgement[] => {
      const { subject, text, place } = image;
      const release = parseUbuntuRelease(text);
      const found = [...new Set([release, image.ubuntu])].filter((one) => one !== undefined);
      if (!image.isOpenStack || found.length === 0 || wanted === undefined) return [];
      if (found.every((one) => one === wanted))
        return [{ verdict: 'ok', subject, message: `${text} is of Ubuntu ${wanted}, as for ${version}`, place, source }];
      const said = found.length === 2 ? `, and the object says ${image.ubuntu}` : '';
      const message = `${text} is of Ubuntu ${found[0]}${said}; images of ${version} are built on ${wanted}`;
      return [{ verdict: 'warn', subject, message, place, source }];
    });
  },
};

function accepts(text: string, version: string): boolean {
  const constraint = parseConstraint(text);
  return constraint !== undefined && acceptsVersion(constraint, version);
}
