import { ReleaseError } from '../errors.ts';
import { OciError, openLayout, openRegistry, PATIENT, parseReference } from '../oci/index.ts';
import type { Runtime } from '../request.ts';
import { createOciTarget } from './oci-target.ts';
import type { ReleaseTarget } from './release-target.ts';

const FORMS = 'oci://host/repository or oci-layout:DIRECTORY';

const LAYOUT = 'oci-layout:';

/** The directory of an `oci-layout:DIR`; undefined for other targets, which need the network. */
export function layoutDirectory(url: string): string | undefined {
  return url.startsWith(LAYOUT) ? url.slice(LAYOUT.length) : undefined;
}

/**
 * Opens `oci://host/repository` or `oci-layout:DIR`. Touches nothing yet.
 * @throws ReleaseError `invalid-target`
 */
export function openTarget(url: string, runtime: Pick<Runtime, 'fetch' | 'credentials' | 'retry' | 'logger'>): ReleaseTarget {
  const directory = layoutDirectory(url);
  if (directory !== undefined) {
    if (directory === '') throw new ReleaseError('invalid-target', `${url} names no directory; write ${FORMS}`);
    return createOciTarget(openLayout(directory));
  }
  if (url.startsWith('oci://')) {
    const reference = readReference(url);
    return createOciTarget(
      openRegistry(reference, {
        ...(runtime.fetch && { fetch: runtime.fetch }),
        ...(runtime.credentials && { credentials: runtime.credentials }),
        retry: { ...PATIENT, ...(runtime.logger && { notify: runtime.logger.warn }), ...runtime.retry },
      }),
    );
  }
  const hint = url.startsWith('github:') ? 'GitHub releases are not supported yet' : `write ${FORMS}`;
  throw new ReleaseError('invalid-target', `${JSON.stringify(redact(url))} is no target; ${hint}`);
}

function readReference(url: string) {
  try {
    // Repositories are lower-case by the specification, and the owners that workflows build them from often are not.
    const reference = parseReference(url.slice('oci://'.length).toLowerCase());
    if (reference.tag !== undefined || reference.digest !== undefined) {
      throw new ReleaseError('invalid-target', `${url} has a tag or digest; name the repository alone, the release is the tag`);
    }
    return reference;
  } catch (error) {
    if (error instanceof OciError) throw new ReleaseError('invalid-target', error.message, { cause: error });
    throw error;
  }
}

/** Whoever puts a password into a URL must not find it in a log. */
function redact(url: string): string {
  return url.replace(/\/\/.*@/, '//…@');
}
