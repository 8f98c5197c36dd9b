import { type Knowledge } from '../compat/index.js';
import type { Finding } from '../finding.js';
import type { CheckOptions, Runtime } from '../request.js';
import type { CheckBasis } from '../result.js';
import type { ShippedTools } from './read-shipped.js';
import { type ReadUserFiles } from './read-user-files.js';
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
export declare function openInstruments(options: CheckOptions, images: ImageLookup, runtime: Runtime): Promise<Instruments>;
