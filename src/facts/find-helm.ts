import { type HelmSearch, openRenderCache, type RenderCache, readHelm } from '../chart/index.ts';
import { HELM_REQUIRED } from '../compat/index.ts';
import { cacheFolder } from '../files/index.ts';
import { createFinding, type Finding } from '../finding.ts';
import type { Runtime } from '../request.ts';

/** Helm's version, where there is one. */
export async function readHelmVersion(runtime: Runtime): Promise<string | undefined> {
  return (await readHelm(runtime.programs ?? '', openRenders(runtime)))?.version;
}

/** The cache of renderings; undefined where nothing is kept. */
export function openRenders({ cache }: Pick<Runtime, 'cache'>): RenderCache | undefined {
  return cache === undefined ? undefined : openRenderCache(cacheFolder(cache, 'renders'));
}

const NO_HELM = 'there is no helm on the PATH, and what the charts render to cannot be checked without; install Helm 3.19, as CSO has it';

/**
 * A line's finding where its charts cannot be rendered. Without Helm nothing is known of what they render to, which users may
 * refuse to accept; one that is broken is never accepted.
 */
export function judgeHelm(search: HelmSearch, isRequired: boolean): Finding[] {
  const refuse = (message: string) => [createFinding('refuse', HELM_REQUIRED, 'helm', message)];
  switch (search.kind) {
    case 'found':
      return [];
    case 'none':
      return isRequired ? refuse(NO_HELM) : [];
    case 'broken':
      return refuse(
        `${search.path} ${search.why}, so no chart can be checked with it; install Helm 3.19, as CSO has it, or take it off the PATH`,
      );
  }
}

/**
 * Minors of Helm 3 render alike, by Helm's promise of compatibility; the report names the one that was used. Another
 * major may render otherwise, and fail on other charts. Source: https://helm.sh/docs/topics/version_skew/
 */
export function judgeHelmVersion(version: string): Finding[] {
  if (/^v3\./.test(version)) return [];
  const message = `the charts were rendered with Helm ${version}, and CSO has Helm 3.19: what clusters get may differ from what was checked; put a Helm 3.19 first on the PATH`;
  return [createFinding('warn', 'helm-version', 'helm', message)];
}
