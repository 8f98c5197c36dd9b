import type { YamlScalar } from './access.ts';
import type { YamlFile } from './file.ts';

/** Whether a scalar is written on one line and means nothing elsewhere, so that its range can be replaced by another plain scalar. */
export function isInline(yaml: YamlFile, scalar: YamlScalar): boolean {
  const written = yaml.text.slice(...scalar.range);
  return !scalar.marked && !/[\n\r]|^[|>]/.test(written);
}

/** The file with ranges of its text replaced and nothing else: comments, order and spacing stay as they are. */
export function replaceRanges(
  yaml: YamlFile,
  edits: readonly { readonly range: readonly [number, number]; readonly text: string }[],
): Buffer {
  let after = yaml.text.length;
  const parts: string[] = [];
  for (const { range, text } of edits.toSorted((a, b) => b.range[0] - a.range[0])) {
    parts.push(yaml.text.slice(range[1], after), text);
    after = range[0];
  }
  parts.push(yaml.text.slice(0, after));
  return Buffer.from(parts.toReversed().join(''));
}
