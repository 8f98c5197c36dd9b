import { formatSome } from '../../../text.ts';
import { describeGap, isComplete } from '../../completeness.ts';
import type { EarlierRelease, Facts } from '../../facts.ts';
import { ADDON_NAMESPACE, identifyObject, nameObject } from '../../identify-object.ts';
import type { Judgement } from '../../rule.ts';
import { AT_CREATION, AT_UPGRADE, findAddon, isApplied, stagesOf } from '../../stages.ts';

/** So many objects are named in a message. */
const MOST_NAMED = 5;

/**
 * An earlier release with one chart for all addons, where this one has stages. CSO takes clusters over: it applies what the
 * stages of BeforeClusterUpgrade render, renders the old chart as a whole, and deletes those of its objects that are in none
 * of the stages. Source: `getOldReleaseObjects` in CSO's clusteraddon controller
 */
export function judgeReplaced(facts: Facts, earlier: EarlierRelease): Judgement[] {
  const [first] = stagesOf(facts, AT_CREATION);
  // Without a stage there, CSO cleans nothing up.
  if (first === undefined) return [];
  const place = { file: first.place.file };
  const finding = (verdict: Judgement['verdict'], message: string): Judgement[] => [{ verdict, subject: earlier.name, message, place }];
  const how = 'has one chart for all addons; CSO renders it at the upgrade';
  const [old] = earlier.addons;
  if (old === undefined || !isComplete(old.rendering)) {
    const gap = old === undefined ? 'its chart cannot be read' : (describeGap(old.rendering) ?? '');
    return finding('unknown', `${how} and deletes what the stages of ${AT_UPGRADE} lack; what that is could not be seen: ${gap}`);
  }
  const kept = listKept(facts);
  // What this release lacks is told elsewhere, with its place.
  if (kept === undefined) return [];
  const gone = old.rendering.objects.filter((object) => !kept.has(identifyObject(object, ADDON_NAMESPACE)));
  if (gone.length === 0) return finding('ok', `${how}, and the stages of ${AT_UPGRADE} have all its objects`);
  const message = `${how} and deletes what the stages of ${AT_UPGRADE} lack: ${formatSome(gone.map(nameObject), MOST_NAMED)}; put into an addon what clusters still need`;
  return finding('warn', message);
}

/** The addons that the stages of an upgrade apply; undefined where not all of it is known. */
function listKept(facts: Facts): ReadonlySet<string> | undefined {
  const kept = new Set<string>();
  for (const stage of stagesOf(facts, AT_UPGRADE).filter(isApplied)) {
    const rendering = findAddon(facts, stage)?.rendering;
    if (rendering === undefined || !isComplete(rendering)) return undefined;
    for (const object of rendering.objects) kept.add(identifyObject(object, ADDON_NAMESPACE));
  }
  return kept;
}
