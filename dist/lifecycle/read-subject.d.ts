import type { Facts, UserFile } from '../compat/index.js';
import { type Vendor } from '../dependency/index.js';
import { type Instruments } from '../facts/index.js';
import type { Finding } from '../finding.js';
import { type PublishedRelease, type ReleaseContent, type ReleaseSource } from '../release/index.js';
import type { CheckOptions, Runtime } from '../request.js';
import { type Stack } from '../stack/index.js';
import { type FindOptions } from './find-release.js';
export interface ReadingOptions extends CheckOptions {
    /** Where releases are that are named alone, and lines. */
    readonly source: string;
    /** The channel whose newest release a line means; `stable` unless given. */
    readonly channel?: string | undefined;
    /** A minor, like 1.36: which line of a stack's directory is meant. */
    readonly kubernetes?: string | undefined;
}
/** Sources, Helm and knowledge: all releases of a run share them. */
export interface Reading {
    readonly options: ReadingOptions;
    /** The same source for the same words, so that its list is read once. */
    readonly open: (source: string) => ReleaseSource;
    readonly instruments: Instruments;
    readonly vendor: Vendor;
}
/** A release that exists, or the one that a stack would make now, as the same model. */
export interface Subject {
    readonly kind: 'release' | 'stack';
    readonly content: ReleaseContent;
    readonly facts: Facts;
    /** Whose waivers count for it. */
    readonly users: readonly UserFile[];
    /** Undefined for a stack's next release. */
    readonly published: PublishedRelease | undefined;
    /** Undefined for a release that exists. */
    readonly stack: Stack | undefined;
    /** Problems that were met on the way. */
    readonly findings: readonly Finding[];
}
/** @throws ReleaseError `usage` for knowledge that cannot be read */
export declare function openReading(options: ReadingOptions, runtime: Runtime): Promise<Reading>;
/**
 * A published release by reference, not read yet.
 * @param isOffered whether a line may mean a release, by its name; any unless given
 */
export declare function lookUp({ options, open }: Pick<Reading, 'options' | 'open'>, word: string, isOffered?: FindOptions['isOffered']): Promise<PublishedRelease>;
/**
 * Reads a stack's directory or a reference to a release.
 * @param after the release that a stack's next one follows: then only what differs from it gets new versions
 * @throws ReleaseError for one that there is not, or that is no release
 */
export declare function readSubject(reading: Reading, word: string, after?: PublishedRelease): Promise<Subject>;
/** @throws ReleaseError for files that are not a release's, and what fetching them throws */
export declare function readPublished({ instruments }: Pick<Reading, 'instruments'>, published: PublishedRelease): Promise<Subject>;
/**
 * @param preferred the line to take where a directory has several
 * @param isStrict whether no other line will do
 */
export declare function readOneStack({ options }: Pick<Reading, 'options'>, directory: string, preferred: string | undefined, isStrict?: boolean): Promise<{
    readonly stack: Stack;
    readonly found: readonly Finding[];
}>;
