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
  const lines = readLines(file);
  const key = path.findLast((part) => typeof part === 'string');
  for (const matches of [label === undefined ? undefined : matcher(label), typeof key === 'string' ? keyMatcher(key) : undefined]) {
    if (matches === undefined) continue;
    const found = lines.flatMap((line, index) => (index + 1 >= (place.line ?? 1) && matches(line) ? [index + 1] : []));
    const [line] = found;
    if (line !== undefined && found.length === 1) return { file: place.file, line };
  }
  return place;
}

/** Of many fields of one file, and of each with every value of a variable that is tried. */
const readLines = oncePer(({ bytes }: Chart['files'][number]): readonly string[] => bytes.toString('utf8').split('\n'));

function matcher(text: string): (line: string) => boolean {
  const pattern = new RegExp(`(?:^|[\\s"'{,])${escapePattern(text)}(?:$|[\\s"',}])`);
  return (line) => pattern.test(line);
}

function keyMatcher(key: string): (line: string) => boolean {
  const pattern = new RegExp(`(?:^|[\\s"'{,-])["']?${escapePattern(key)}["']?\\s*:`);
  return (line) => pattern.test(line);
}
