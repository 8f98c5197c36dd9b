import { formatSize, shortDigest } from '../format-size.ts';
import type { AssetReport } from '../result.ts';
import type { Colors } from './findings-text.ts';

/** The files of a release below each other. */
export function formatAssets(assets: readonly AssetReport[], colors: Colors): string[] {
  const width = Math.max(...assets.map(({ name }) => name.length));
  return assets.map(
    ({ name, size, digest }) => `  ${name.padEnd(width)}  ${formatSize(size).padStart(8)}  ${colors.dim(shortDigest(digest))}`,
  );
}

/** A text with blanks before each of its lines. */
export function indent(text: string, blanks: string): string {
  return text.replaceAll(/^/gm, blanks);
}
