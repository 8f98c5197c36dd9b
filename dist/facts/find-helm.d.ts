import { type HelmSearch, type RenderCache } from '../chart/index.js';
import { type Finding } from '../finding.js';
import type { Runtime } from '../request.js';
/** Helm's version, where there is one. */
export declare function readHelmVersion(runtime: Runtime): Promise<string | undefined>;
/** The cache of renderings; undefined where nothing is kept. */
export declare function openRenders({ cache }: Pick<Runtime, 'cache'>): RenderCache | undefined;
/**
 * A line's finding where its charts cannot be rendered. Without Helm nothing is known of what they render to, which users may
 * refuse to accept; one that is broken is never accepted.
 */
export declare function judgeHelm(search: HelmSearch, isRequired: boolean): Finding[];
/**
 * Minors of Helm 3 render alike, by Helm's promise of compatibility; the report names the one that was used. Another
 * major may render otherwise, and fail on other charts. Source: https://helm.sh/docs/topics/version_skew/
 */
export declare function judgeHelmVersion(version: string): Finding[];
