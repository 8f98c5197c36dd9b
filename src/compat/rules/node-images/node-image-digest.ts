import type { Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { formatDockerTemplate } from './examples.ts';
import { findNodeImages } from './find-images.ts';
import { isKindNode, parseContainerImage } from './parse-image.ts';

export const NODE_IMAGE_DIGEST: Rule<'node-image-digest'> = {
  code: 'node-image-digest',
  title: 'kind’s images are pinned by digest',
  why: 'Each kind release builds new images for the same Kubernetes versions and moves the tags to them. Without the digest, the same release later starts different machines.',
  source: 'release notes of kind, https://github.com/kubernetes-sigs/kind/releases',
  verdicts: ['warn', 'ok'],
  passes: {
    files: {
      'cluster-class/templates/machines.yaml': formatDockerTemplate(`kindest/node:v1.32.5@sha256:${'0123456789abcdef'.repeat(4)}`),
    },
  },
  fails: { files: { 'cluster-class/templates/machines.yaml': formatDockerTemplate('kindest/node:v1.32.5') } },
  check: (facts: Facts) =>
    findNodeImages(facts).flatMap(({ form, subject, text, place }): Judgement[] => {
      const image = parseContainerImage(text);
      if (form !== 'container' || !isKindNode(image)) return [];
      if (image.digest?.startsWith('sha256:')) return [{ verdict: 'ok', subject, message: `${text} is pinned by its digest`, place }];
      const message = `${text} has no digest, and the tag is moved by later releases of kind. Add @sha256:… from the notes of the kind release in use`;
      return [{ verdict: 'warn', subject, message, place }];
    }),
};
