import type { Shipped } from '../../compat/index.ts';
import type { ReleaseContent } from '../../release/index.ts';
import { alternatives, escapePattern } from '../../text.ts';
import { formatLine, spellVersion } from '../../version/index.ts';

/** A text with the release's own names replaced; with `whole`, also where the text is nothing but its version. */
export type MaskNames = (text: string, whole?: 'whole') => string;

/**
 * Replaces a release's own names: its line, with or without a version, and the names of its charts. A version alone may be
 * anything's, so it counts only where nothing else stands beside it and the caller knows that it is a version of the release.
 */
export function createMask({ line }: Pick<Shipped, 'line'>, { versions }: Pick<ReleaseContent, 'versions'>): MaskNames {
  const all = [versions.clusterStack, versions.clusterAddon, versions.nodeImage];
  const numbers = alternatives(all.flatMap(spellVersion));
  const own = alternatives(spellVersion(versions.clusterStack));
  const name = escapePattern(formatLine(line));
  const pattern = new RegExp(
    `(?<![A-Za-z0-9-])${name}(?:(?<class>-(?:cluster-class|cluster-addon|node-image))(?:-(?:${numbers}))?|-(?:${own}))?(?![A-Za-z0-9])`,
    'g',
  );
  const only = new RegExp(`^(?:${numbers})$`);
  return (text, whole) => {
    if (whole !== undefined && only.test(text)) return '{version}';
    return text.replaceAll(pattern, (_, part: string | undefined) => `{release}${part ?? ''}`);
  };
}
