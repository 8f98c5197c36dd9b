import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isObject } from '../data.ts';
import type { NestedUse } from './chart-use.ts';
import { type Comparison, compareRenderings, SAME } from './compare-renderings.ts';
import { hashKey, type RenderCache } from './render-cache.ts';
import type { Rendering } from './rendering.ts';

/** How often a chart is rendered again where two results may be equal by chance. */
const MOST_TIMES = 4;

/** The functions whose results are often equal. */
const SMALL: ReadonlySet<string> = new Set(['randInt', 'randNumeric', 'shuffle']);
const CLOCK: ReadonlySet<string> = new Set(['now', 'ago']);

/**
 * The differences when a chart is rendered again. Helm is started for charts alone that use a function
 * whose results differ, and what came out is kept.
 * @param key what the first rendering is kept by; undefined without Helm
 * @param renderAgain renders again, never from what is kept, and with a clock of another year
 */
export async function renderTwice(
  use: NestedUse,
  first: Rendering,
  key: string | undefined,
  renderAgain: () => Promise<Rendering>,
  cache?: RenderCache,
): Promise<Comparison | undefined> {
  const functions = listFunctions(use);
  if (first.kind === 'skipped' && first.reason === 'no-helm') {
    if (functions.length === 0) return SAME;
    return { kind: 'unknown', message: `its templates call ${[...new Set(functions)].sort().join(', ')}, and ${first.message}` };
  }
  if (first.kind !== 'rendered' || key === undefined) return undefined;
  if (functions.length === 0) return SAME;
  const kept = await cache?.read(hashKey('twice', key));
  // Its digest says that it is what was written.
  if (isObject(kept)) return kept as unknown as Comparison;
  const times = functions.some((name) => SMALL.has(name)) ? MOST_TIMES : 1;
  const comparison = await compareTimes(first, times, async () => {
    // A zone changes what a clock shows, and not the seconds since 1970.
    if (functions.some((name) => CLOCK.has(name))) await setTimeout(1100);
    return renderAgain();
  });
  await cache?.write(hashKey('twice', key), comparison);
  return comparison;
}

/** A definition that another chart includes may call whatever it likes. */
function listFunctions({ own, subcharts }: NestedUse): readonly string[] {
  const all = [own, ...subcharts.values()].filter((use) => use !== undefined);
  const isForeign = all.some(({ includesForeign }) => includesForeign);
  return all.flatMap((use) => (isForeign ? use.volatileAnywhere : use.volatile));
}

/** All that differed in any of so many renderings. */
async function compareTimes(first: Rendering, times: number, renderAgain: () => Promise<Rendering>): Promise<Comparison> {
  const found = new Map<string, Comparison & { readonly kind: 'compared' }>();
  for (let count = 0; count < times; count++) {
    const comparison = compareRenderings(first, await renderAgain());
    if (comparison.kind !== 'compared') return comparison;
    found.set(JSON.stringify(comparison.differences), comparison);
  }
  const all = [...found.values()].flatMap(({ differences }) => differences);
  const unique = new Map(all.map((difference) => [JSON.stringify(difference), difference]));
  return { kind: 'compared', differences: [...unique.values()] };
}

/**
 * A time zone more than a year off, so that days, months and years that a template prints are others.
 * Source: RFC 8536; Go takes a file of this form by its path in TZ, and UTC where there is none.
 */
export async function writeDistantZone(file: string): Promise<void> {
  const header = Buffer.alloc(44);
  header.write('TZif');
  // One type of local time, and four bytes of its name.
  header.writeUInt32BE(1, 36);
  header.writeUInt32BE(4, 40);
  const type = Buffer.alloc(6);
  type.writeInt32BE(400 * 86_400 + 47_000);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, Buffer.concat([header, type, Buffer.from('OFF\0')]));
}
