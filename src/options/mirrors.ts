import { ReleaseError } from '../errors.ts';

/**
 * Reads `FROM=TO` pairs of chart repositories.
 * @throws ReleaseError `usage`
 */
export function parseMirrors(words: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    words.map((word) => {
      const [, from, to] = /^([a-z]+:\/\/[^=]+)=([a-z]+:\/\/.+)$/.exec(word) ?? [];
      if (from !== undefined && to !== undefined) return [from, to];
      throw new ReleaseError(
        'usage',
        `--mirror ${JSON.stringify(word.replace(/\/\/.*@/, '//…@'))} is not FROM=TO; write it like https://helm.cilium.io=https://charts.example.com/cilium`,
      );
    }),
  );
}
