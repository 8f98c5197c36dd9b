import { createNetwork } from '../../http/index.ts';
import { silentLogger } from '../../logger.ts';
import { createCopyMemory, type ManifestName } from '../../oci/index.ts';
import { once } from '../../once.ts';
import {
  type Content,
  createContentTarget,
  NO_PATIENCE,
  openContent,
  openTarget,
  patienceOf,
  requireArchive,
  tidyTargets,
} from '../../publish/index.ts';
import type { Runtime } from '../../request.ts';
import { listNames } from '../list/index.ts';
import { isSourceUrl, openSource } from '../open-source.ts';
import type { CopyOutcome } from './copy-each.ts';
import { copyNamed, type Ends } from './copy-release.ts';
import { republish } from './republish.ts';

/** The two ends of a run, and how a release gets from one to the other. */
export interface Connection {
  /** Undefined where one of the ends keeps releases in another way than as manifests. */
  readonly ends: Ends | undefined;
  names(): Promise<readonly ManifestName[]>;
  copy(name: ManifestName): Promise<CopyOutcome>;
  /** Removes what killed runs left. */
  tidy(): Promise<void>;
}

/** A source for copying; undefined for one that keeps releases in another way. Throws for an archive that is not there. */
export async function openSourceContent(source: string, runtime: Runtime): Promise<Content | undefined> {
  const content = isSourceUrl(source) ? openContent(source, runtime) : undefined;
  if (content?.kind === 'archive') await requireArchive(content.file);
  return content;
}

export function connectEnds(
  source: string,
  target: string,
  from: Content | undefined,
  to: Content | undefined,
  runtime: Runtime,
): Connection {
  /** Opened where it is needed, and its list read once. */
  const reading = once(() => openSource(source, runtime));
  const names = async () => {
    const found = from === undefined ? [] : await from.store.names();
    // Listed as a source, too, where there is nothing: one that does not exist is an error.
    return found.length > 0 ? found : (await listNames(reading())).map((name) => ({ name, fullName: undefined }));
  };
  if (from !== undefined && to !== undefined) {
    const ends: Ends = {
      source: from.store,
      target: to.store,
      memory: createCopyMemory(),
      patience: to.kind === 'registry' ? patienceOf(runtime, createNetwork(runtime)) : NO_PATIENCE,
    };
    return { ends, names, copy: (name) => copyNamed(ends, name.name, name, true), tidy: () => Promise.resolve() };
  }
  // Only as a whole can an archive be written.
  const writing = to?.kind === 'archive' ? createContentTarget(to.store) : openTarget(target, runtime);
  return {
    ends: undefined,
    names,
    copy: ({ name }) => republish(reading(), writing, name),
    tidy: () => tidyTargets([writing], runtime.logger ?? silentLogger),
  };
}
