import { parseReleaseName, type ReleaseName } from '../version/index.ts';

const CLASS_ARCHIVE = /^(.+)-cluster-class-(v.+)\.tgz$/;

/** The release that files belong to, by the archive of their cluster class; undefined where none, or more than one, is named so. */
export function findReleaseName(files: readonly string[]): ReleaseName | undefined {
  const found = files.flatMap((file) => {
    const [, line, version] = CLASS_ARCHIVE.exec(file) ?? [];
    return line === undefined || version === undefined ? [] : [parseReleaseName(`${line}-${version.replaceAll('.', '-')}`)];
  });
  return found.length === 1 ? found[0] : undefined;
}
