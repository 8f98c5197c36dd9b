import { ReleaseError } from '../errors.ts';
import { createNetwork, HttpError, type Network, type NetworkOptions } from '../http/index.ts';
import { silentLogger } from '../logger.ts';
import { OciError, openArchive, openLayout, openRegistry, parseReference, type Reference } from '../oci/index.ts';
import type { Runtime } from '../request.ts';
import { openGitHub } from './github-target.ts';
import { createOciTarget } from './oci-target.ts';
import type { ReleaseTarget } from './release-target.ts';
import { suggestTarget } from './suggest-target.ts';
import type { Patience } from './wait-until-visible.ts';

const FORMS = 'oci://host/repository, github:owner/repository or oci-layout:DIRECTORY';

const LAYOUT = 'oci-layout:';
const ARCHIVE = 'oci-archive:';
const GITHUB = 'github:';
const SLUG = /^([A-Za-z0-9][A-Za-z0-9_-]{0,99})\/([A-Za-z0-9._-]{1,100})$/;

/** The directory of an `oci-layout:DIR`; undefined for other targets, which need the network. */
export function layoutDirectory(url: string): string | undefined {
  // `oci-layout://x` would be the folder /x, which nobody means.
  return url.startsWith(LAYOUT) && !url.startsWith(`${LAYOUT}//`) ? url.slice(LAYOUT.length) : undefined;
}

/** The file of an `oci-archive:FILE.tar`; undefined for other targets. */
export function archiveFile(url: string): string | undefined {
  return url.startsWith(ARCHIVE) && !url.startsWith(`${ARCHIVE}//`) ? url.slice(ARCHIVE.length) : undefined;
}

export type TargetRuntime = NetworkOptions & Pick<Runtime, 'github' | 'logger' | 'wait'>;

/** Seconds, unless the run says otherwise: registries are seldom longer behind. */
const USUAL_WAIT = 30;

/**
 * Opens `oci://host/repository`, `oci-layout:DIR`, `oci-archive:FILE.tar` or `github:owner/repo`. Touches nothing yet.
 * @throws ReleaseError `invalid-target`
 */
export function openTarget(url: string, runtime: TargetRuntime): ReleaseTarget {
  const directory = layoutDirectory(url);
  if (directory !== undefined) {
    if (directory === '') throw new ReleaseError('invalid-target', `${url} names no directory; write ${FORMS}`);
    return createOciTarget(openLayout(directory));
  }
  const archive = archiveFile(url);
  if (archive === '') throw new ReleaseError('invalid-target', `${url} names no file; write oci-archive:FILE.tar`);
  if (archive !== undefined) return createOciTarget(openArchive(archive));
  if (url.startsWith('oci://')) {
    const network = createNetwork(runtime);
    const reference = readReference(url);
    if (network.plainHttp.hosts.has(reference.registry))
      runtime.logger?.warn(
        `${url} is reached over plain http: whoever is on the way can change what is read, and CSO, which speaks https alone, cannot pull from there`,
      );
    return createOciTarget(openRegistry(reference, network), patienceOf(runtime, network));
  }
  if (url.startsWith(GITHUB)) return openGitHubTarget(url, runtime);
  throw new ReleaseError('invalid-target', `${JSON.stringify(redact(url))} is not a target; write ${suggestTarget(url) ?? FORMS}`);
}

function openGitHubTarget(url: string, runtime: TargetRuntime): ReleaseTarget {
  const [, owner, repository] = SLUG.exec(url.slice(GITHUB.length)) ?? [];
  if (owner === undefined || repository === undefined || /^\.+$|\.git$/i.test(repository)) {
    const meant = suggestTarget(url);
    const hint = meant
      ? `write ${meant}`
      : 'write github:owner/repository, without host or .git; another GitHub than github.com is named by GITHUB_API_URL';
    throw new ReleaseError('invalid-target', `${JSON.stringify(redact(url))} names no repository; ${hint}`);
  }
  try {
    const { apiUrl, token, workflowRun } = runtime.github ?? {};
    const network = createNetwork(runtime);
    const patience = patienceOf(runtime, network);
    return openGitHub({ owner, repository }, { network, apiUrl, token, workflowRun, warn: runtime.logger?.warn, patience });
  } catch (error) {
    if (error instanceof HttpError) throw new ReleaseError('invalid-target', `${url}: ${error.message}`, { cause: error });
    throw error;
  }
}

export function patienceOf({ wait = USUAL_WAIT, logger = silentLogger }: TargetRuntime, { retry: { sleep } }: Network): Patience {
  return { limit: wait * 1000, sleep, tell: (message) => logger.progress(message) };
}

/** @throws ReleaseError `invalid-target` */
export function readReference(url: string): Reference {
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
  return url.replace(/^((?:oci|https?):\/\/|github:)?.*@/, '$1…@');
}
