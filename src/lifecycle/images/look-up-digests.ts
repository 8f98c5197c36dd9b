import { messageOf } from '../../errors.ts';
import { createNetwork, HttpError } from '../../http/index.ts';
import { mapLimited } from '../../map-limited.ts';
import { parseImageName, readDigest } from '../../oci/index.ts';
import type { Runtime } from '../../request.ts';
import type { NotSeen } from './report.ts';

/** Digests by the names of images, and why others have none. */
export interface FoundDigests {
  readonly digests: ReadonlyMap<string, string>;
  readonly unknown: readonly NotSeen[];
}

/** Real releases have dozens; what names more is not worth thousands of requests. */
const MOST_IMAGES = 500;

/** Asks registries what the names of images mean today, a few at a time, each with the credentials that are known for it. */
export async function lookUpDigests(names: readonly string[], runtime: Runtime): Promise<FoundDigests> {
  const network = createNetwork({ ...runtime, timeout: 30_000, retry: { attempts: 3, ...runtime.retry } });
  const digests = new Map<string, string>();
  const unknown: NotSeen[] = names
    .slice(MOST_IMAGES)
    .map((subject) => ({ subject, message: `no more than ${MOST_IMAGES} images are looked up` }));
  /** Registries that cannot be reached are not waited for again. */
  const silent = new Map<string, string>();
  await mapLimited(names.slice(0, MOST_IMAGES), async (name) => {
    const reference = parseImageName(name);
    if (reference === undefined) return;
    const miss = (message: string) => unknown.push({ subject: name, message: `its digest is not known: ${message}` });
    const known = silent.get(reference.registry);
    if (known !== undefined) return miss(known);
    try {
      const digest = await readDigest(reference, network);
      if (digest === undefined) miss(`${reference.registry} has no such image`);
      else digests.set(name, digest);
    } catch (error) {
      if (error instanceof HttpError && (error.code === 'unreachable' || error.code === 'timeout'))
        silent.set(reference.registry, error.message);
      miss(messageOf(error));
    }
  });
  return { digests, unknown: unknown.toSorted((a, b) => (a.subject < b.subject ? -1 : 1)) };
}
