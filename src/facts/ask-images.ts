import type { ImageAnswer } from '../compat/index.ts';
import { messageOf } from '../errors.ts';
import { createDownload, createNetwork, type Peer } from '../http/index.ts';
import type { Runtime } from '../request.ts';

const IMAGE_SERVER: Peer = {
  kind: 'server of the node image',
  unauthorized: 'the server of the node image wants a login, which nodes do not have; name an image that everybody may read',
  forbidden: 'the server of the node image denies access; name an image that everybody may read',
  check: 'check the URL of the node image',
};

/** A file with one hash and a name. */
const CHECKSUM_LIMIT = 64 * 1024;

/** Asks for each image whether it is there, and for the hash in the `.CHECKSUM` beside it. */
export function askImages(urls: readonly string[], runtime: Runtime): Promise<ImageAnswer[]> {
  const network = createNetwork({ ...runtime, timeout: 30_000, retry: { attempts: 3, ...runtime.retry } });
  const download = createDownload(IMAGE_SERVER, network);
  return Promise.all(
    urls.map(async (url): Promise<ImageAnswer> => {
      try {
        const image = await download(new URL(url), { method: 'HEAD', limit: 0 });
        if (image.status === 404) return { url, kind: 'missing' };
        const { status, body } = await download(new URL(`${url}.CHECKSUM`), { limit: CHECKSUM_LIMIT });
        const checksum = status === 200 ? /\b[0-9a-f]{64}\b/.exec(body.toString('utf8'))?.[0] : undefined;
        return { url, kind: 'found', ...(checksum !== undefined && { checksum }) };
      } catch (error) {
        return { url, kind: 'unreachable', message: messageOf(error) };
      }
    }),
  );
}
