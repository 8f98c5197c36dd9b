import { ReleaseError } from '../errors.ts';
import { maskUrls } from '../text.ts';

/**
 * Reads `FROM=TO` pairs of chart repositories.
 * @throws ReleaseError `usage`
 */
export function parseMirrors(words: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    words.map((word) => {
      const [, from, to] = /^([a-z]+:\/\/[^=]+)=([a-z]+:\/\/.+)$/.exec(word) ?? [];
      // A login is for the place that it stands at: the mirror's is used, and the other's is not needed.
      if (from !== undefined && to !== undefined) return [from.replace(/\/\/[^/?#]*@/, '//'), to];
      throw new ReleaseError(
        'usage',
        `--mirror ${JSON.stringify(maskUrls(word))} is not FROM=TO; write it like https://helm.cilium.io=https://charts.example.com/cilium`,
      );
    }),
  );
}
