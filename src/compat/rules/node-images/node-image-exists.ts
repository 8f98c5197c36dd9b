import type { Facts, ImageAnswer } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { formatImageUrl, formatNodeImages } from './examples.ts';
import { findNodeImages, type NodeImage } from './find-images.ts';

const url = formatImageUrl('2204', 'v1.32.5');
const files = { 'node-images.yaml': formatNodeImages('ubuntu-capi-image-v1.32.5', url) };

export const NODE_IMAGE_EXISTS: Rule<'node-image-exists'> = {
  code: 'node-image-exists',
  title: 'the node images are at their URLs, with the stated checksums',
  why: 'Machines start from the image. If the server does not have it, or has a different file, no cluster comes up. This is only checked when the network may be used.',
  source: 'the server that the URL names',
  verdicts: ['refuse', 'ok', 'unknown'],
  passes: { files, images: [{ url, kind: 'found' }], note: 'the server has the image' },
  fails: { files, images: [{ url, kind: 'missing' }], note: 'the server answers that it has no such file' },
  check: (facts: Facts) => {
    const answered = findNodeImages(facts).flatMap((image) => {
      const answer = image.form === 'url' ? facts.images?.find(({ url }) => url === image.text) : undefined;
      return answer === undefined ? [] : [{ image, answer }];
    });
    // One reason may keep all of them from being asked.
    const seen = new Set<string | undefined>();
    return answered.flatMap(({ image, answer }): Judgement[] => {
      if (answer.kind === 'unreachable') {
        if (seen.has(answer.message)) return [];
        seen.add(answer.message);
      }
      const others = answered.filter((other) => other.answer.kind === 'unreachable' && other.answer.message === answer.message);
      const more = new Set(others.map(({ answer: { url } }) => url)).size - 1;
      return [{ ...judgeAnswer(image, answer, more), subject: image.subject, place: image.place }];
    });
  },
};

function judgeAnswer(
  { hash }: NodeImage,
  { url, kind, checksum, message = 'no answer' }: ImageAnswer,
  more: number,
): Pick<Judgement, 'verdict' | 'message'> {
  if (kind === 'missing' && isPrivate(url))
    return {
      verdict: 'unknown',
      message: `${url} is not there for this check, but its address is private: in the network of the machines it may be another server's`,
    };
  if (kind === 'missing')
    return { verdict: 'refuse', message: `${url} is not there: no machine could start. Name an image that is published` };
  if (kind === 'unreachable') {
    const which = more > 0 ? `${url} and ${more} more are` : `${url} is`;
    return { verdict: 'unknown', message: `whether ${which} there could not be asked: ${message}` };
  }
  // A hash of another kind has another length, and says nothing here.
  if (hash === undefined) return { verdict: 'ok', message: `${url} is there` };
  if (checksum === undefined || hash.value.length !== checksum.length)
    return { verdict: 'ok', message: `${url} is there; with no such hash beside it, the one that is said was not compared` };
  if (hash.value.toLowerCase() === checksum.toLowerCase()) return { verdict: 'ok', message: `${url} is there, with the hash that is said` };
  return {
    verdict: 'refuse',
    message: `${url} has the ${hash.algorithm} ${checksum}, and ${hash.value} is said: the download would be rejected. Write the published hash`,
  };
}

/** An address that each network gives to a machine of its own: RFC 1918 and 4193, and link-local. */
function isPrivate(url: string): boolean {
  const { hostname } = new URL(url);
  return /^(?:10\.\d+|172\.(?:1[6-9]|2\d|3[01])|192\.168|169\.254)\.\d+\.\d+$|^\[(?:f[cd]|fe[89ab])[0-9a-f]*:/.test(hostname);
}
