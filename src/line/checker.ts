import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createRenderer, type HelmSearch, openRenderCache, readHelm, searchHelm } from '../chart/index.ts';
import {
  ALL_RENDERINGS,
  applyWaivers,
  CODES,
  createFacts,
  type Facts,
  findUnusedWaivers,
  type ImageAnswer,
  judgeLines,
  listImageUrls,
  mergeKnowledge,
  newestAsOf,
  runRules,
  type Shipped,
  type Waiver,
} from '../compat/index.ts';
import type { VendoredStack } from '../dependency/index.ts';
import { createFinding, dropRepeated, type Finding, sortFindings } from '../finding.ts';
import type { Versions } from '../release/index.ts';
import type { CheckOptions, Runtime } from '../request.ts';
import type { CheckBasis } from '../result.ts';
import { formatLine, type KubernetesVersion } from '../version/index.ts';
import { createCompatibilityReader, readKnowledge, type UserCompatibility } from './compatibility.ts';
import type { Earlier } from './earlier.ts';
import { askImages } from './images.ts';
import { createLookAgain } from './look-again.ts';
import { readPrepared, type ShippedTools } from './read-shipped.ts';

/** Holds lines against the rules. One for a run: it knows what was checked. */
export interface Checker {
  readonly basis: CheckBasis;
  readonly tools: ShippedTools;
  /** What is found in a stack as it will ship, the findings of its reading among it, with waivers applied. */
  checkStack(vendored: VendoredStack, versions: Versions, found: readonly Finding[], earlier?: Earlier): Promise<Finding[]>;
  /** The same for a release that was built before; `directory` is its stack's. */
  checkShipped(shipped: Shipped, directory: string, found: readonly Finding[], earlier?: Earlier): Promise<Finding[]>;
  /** What concerns all lines together. */
  finish(isComplete: boolean): Finding[];
}

/** Undefined where it is no business of this run; with --offline it is said that nobody looked. */
async function lookForImages(
  facts: Facts,
  { online, offline }: CheckOptions & { readonly online: boolean },
  runtime: Runtime,
): Promise<readonly ImageAnswer[] | undefined> {
  if (!online && !offline) return undefined;
  const urls = listImageUrls(facts);
  return online ? askImages(urls, runtime) : urls.map((url) => ({ url, kind: 'unreachable', message: '--offline asks no server' }));
}

const NO_HELM = 'there is no helm on the PATH, and what the charts render to cannot be checked without; install Helm 3.19, as CSO has it';

/** Without Helm nothing is known of what the charts render to; whoever cannot accept that says so. One that is broken is no such choice. */
function requireWorkingHelm(search: HelmSearch, isRequired = false): Finding[] {
  const refuse = (message: string) => [createFinding('refuse', 'helm-required', 'helm', message)];
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
function judgeHelmVersion(version: string): Finding[] {
  if (/^v3\./.test(version)) return [];
  const message = `the charts were rendered with Helm ${version}, and CSO has Helm 3.19: what clusters get may differ from what was checked; put a Helm 3.19 first on the PATH`;
  return [createFinding('warn', 'helm-version', 'helm', message)];
}

/** Helm's version, where there is one. */
export async function readHelmVersion(runtime: Runtime): Promise<string | undefined> {
  return (await readHelm(runtime.programs ?? '', openRenders(runtime)))?.version;
}

function openRenders({ cache }: Runtime) {
  return cache === undefined ? undefined : openRenderCache(join(cache, 'renders'));
}

/** @throws ReleaseError `usage` for a knowledge file that cannot be read */
export async function createChecker(options: CheckOptions & { readonly online: boolean }, runtime: Runtime): Promise<Checker> {
  const cache = openRenders(runtime);
  const search = await searchHelm(runtime.programs ?? '', cache);
  const helm = search.kind === 'found' ? search.helm : undefined;
  const knowledge = await readKnowledge(options.knowledge ?? []);
  const render = createRenderer({ helm, cache, atATime: availableParallelism() });
  const lookAgain = createLookAgain({ render, helm, cache });
  const tools: ShippedTools = { render, renderAddons: 'all', charts: { cache }, lookAgain };
  const readUser = createCompatibilityReader();
  const lines: KubernetesVersion[] = [];
  const files = new Map<string, UserCompatibility>();
  const used = new Set<Waiver>();

  const readFiles = async (directory: string): Promise<readonly UserCompatibility[]> => {
    const found = await readUser(directory);
    for (const user of found) files.set(user.file, user);
    return found;
  };
  const waive = async (findings: readonly Finding[], directory: string, line: string): Promise<Finding[]> => {
    const waivers = (await readFiles(directory)).flatMap((user) => user.waivers);
    const waived = applyWaivers(findings, waivers, line, runtime.today);
    for (const waiver of waived.used) used.add(waiver);
    return sortFindings(dropRepeated(waived.findings));
  };

  async function checkShipped(
    shipped: Shipped,
    directory: string,
    found: readonly Finding[],
    earlier?: Earlier,
    source: Pick<Facts, 'stack' | 'notAtHand'> = {},
  ) {
    lines.push(shipped.kubernetes);
    const users = await readFiles(directory);
    const known = users.reduce((all, user) => mergeKnowledge(all, user.knowledge), knowledge);
    const facts = createFacts({
      ...shipped,
      ...source,
      ...(earlier && { earlier: earlier.earlier, otherMinors: earlier.otherMinors }),
      knowledge: known,
      today: runtime.today,
      ...(helm && { helm: helm.version }),
    });
    const images = await lookForImages(facts, options, runtime);
    const findings = (await runRules({ ...facts, ...(images && { images }) })).filter(
      // That there is no helm is said once: where it is required, as a refusal.
      ({ code, subject }) => lacking.length === 0 || code !== 'not-rendered' || subject !== ALL_RENDERINGS,
    );
    const all = [...found, ...users.flatMap((user) => user.findings), ...(earlier?.findings ?? []), ...lacking];
    return waive([...all, ...findings], directory, formatLine(shipped.line));
  }

  const lacking = requireWorkingHelm(search, options.requireHelm);
  const foreign = helm === undefined ? [] : judgeHelmVersion(helm.version);

  return {
    basis: { today: runtime.today, helm: helm?.version, knowledge: newestAsOf(knowledge) },
    tools,
    checkShipped,
    async checkStack({ complete, missing, findings }, versions, found, earlier) {
      const shipped = await readPrepared(complete, versions, tools);
      const source = { stack: complete, notAtHand: missing };
      return checkShipped(shipped, complete.directory, [...found, ...findings], earlier, source);
    },
    finish(isComplete) {
      // Of a repository's waivers, those for stacks that were not looked at may well be of use.
      const judged = [...files.values()].filter(({ isShared }) => isComplete || !isShared);
      const standard = (isComplete ? judgeLines(lines, knowledge, runtime.today) : []).map(({ verdict, subject, message, source }) => ({
        ...createFinding(verdict, 'scs-0210', subject, message),
        ...(source !== undefined && { source }),
      }));
      // Of no one line, so a waiver for one does not meet it.
      const all = [...files.values()].flatMap(({ waivers }) => waivers);
      const waived = applyWaivers([...foreign, ...standard], all, '', runtime.today);
      for (const waiver of waived.used) used.add(waiver);
      return sortFindings([...waived.findings, ...judged.flatMap(({ waivers }) => findUnusedWaivers(waivers, used, CODES))]);
    },
  };
}
