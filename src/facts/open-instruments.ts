import { availableParallelism } from 'node:os';
import { createRenderer, searchHelm } from '../chart/index.ts';
import { type Knowledge, newestAsOf, readKnowledge } from '../compat/index.ts';
import type { Finding } from '../finding.ts';
import type { CheckOptions, Runtime } from '../request.ts';
import type { CheckBasis } from '../result.ts';
import { judgeHelm, judgeHelmVersion, openRenders } from './find-helm.ts';
import { createLookAgain } from './look-again.ts';
import type { ShippedTools } from './read-shipped.ts';
import { createUserFileReader, type ReadUserFiles } from './read-user-files.ts';
import { requireTimes } from './require-times.ts';

/** How servers of node images are asked: not at all, not at all although somebody wants to know, or for real. */
export type ImageLookup = 'left-out' | 'offline' | 'asked';

/** Helm, knowledge and readers: facts are gathered with these, made once a run. */
export interface Instruments {
  readonly runtime: Runtime;
  readonly shipped: ShippedTools;
  readonly images: ImageLookup;
  readonly readUserFiles: ReadUserFiles;
  readonly knowledge: Knowledge;
  /** `v3.19.0`; undefined where there is none. */
  readonly helm: string | undefined;
  /** Findings about Helm that each line has. */
  readonly helmFindings: readonly Finding[];
  /** Findings about Helm's version, of no one line. */
  readonly versionFindings: readonly Finding[];
  readonly basis: CheckBasis;
}

/** @throws ReleaseError `usage` for a knowledge file that cannot be read, and for times that cannot be used */
export async function openInstruments(options: CheckOptions, images: ImageLookup, runtime: Runtime): Promise<Instruments> {
  requireTimes(runtime);
  const cache = openRenders(runtime);
  const search = await searchHelm(runtime.programs ?? '', cache);
  const helm = search.kind === 'found' ? search.helm : undefined;
  const knowledge = await readKnowledge(options.knowledge ?? []);
  const render = createRenderer({ helm, cache, atATime: availableParallelism() });
  return {
    runtime,
    shipped: { render, renderAddons: 'all', charts: { cache }, lookAgain: createLookAgain({ render, helm, cache }) },
    images,
    readUserFiles: createUserFileReader(),
    knowledge,
    helm: helm?.version,
    helmFindings: judgeHelm(search, options.requireHelm ?? false),
    versionFindings: helm === undefined ? [] : judgeHelmVersion(helm.version),
    basis: { today: runtime.today, helm: helm?.version, knowledge: newestAsOf(knowledge) },
  };
}
