import type { Chart, RenderedObject } from '../chart/index.ts';
import type { Place } from '../finding.ts';
import { oncePer } from '../once.ts';
import { escapePattern } from '../text.ts';
import type { Difference } from './list-differences.ts';

/**
 * The line of a template that writes a field, where exactly one line below the object's own does: the item's own text
 * (`/etc/containerd/config.toml`), else the field's key. Otherwise the object's place.
 */
export function locateField(
  chart: Chart,
  { place }: Pick<RenderedObject, 'place'>,
  { path, label }: Pick<Difference, 'path' | 'label'>,
): Place {
  const file = chart.files.find((candidate) => `${chart.path}/${candidate.path}` === place.file);
  if (file === undefined) return place;
  const key = path.findLast((part) => typeof part === 'string');
  for (const [text, patternOf] of [[label, labelPattern] as const, [key, keyPattern] as const]) {
    if (typeof text !== 'string') continue;
    const found = findLines(file, text, patternOf);
    const [line = 0, other = 0] = [found.at(-1), found.at(-2)];
    if (line >= (place.line ?? 1) && other < (place.line ?? 1)) return { file: place.file, line };
  }
  return place;
}

/** Texts of one file that are looked for: a file may differ in as many fields as it has lines. */
const MOST_TEXTS = 500;

/** Of many fields of one file, and of each with every value of a variable that is tried. */
const openFile = oncePer(({ bytes }: Chart['files'][number]) => ({
  lines: bytes.toString('utf8').split('\n'),
  found: new Map<string, readonly number[]>(),
}));

/** The lines of a file that match, in their order. */
function findLines(file: Chart['files'][number], text: string, patternOf: (text: string) => RegExp): readonly number[] {
  const { lines, found } = openFile(file);
  const pattern = patternOf(text);
  const known = found.get(pattern.source);
  if (known !== undefined || found.size >= MOST_TEXTS) return known ?? [];
  const matching = lines.flatMap((line, index) => (line.includes(text) && pattern.test(line) ? [index + 1] : []));
  found.set(pattern.source, matching);
  return matching;
}

function labelPattern(text: string): RegExp {
  return new RegExp(`(?:^|[\\s"'{,])${escapePattern(text)}(?:$|[\\s"',}])`);
}

function keyPattern(key: string): RegExp {
  return new RegExp(`(?:^|[\\s"'{,-])["']?${escapePattern(key)}["']?\\s*:`);
}
