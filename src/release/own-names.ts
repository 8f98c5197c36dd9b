import { type ChartFile, parseChartFile, stampChartFile } from '../chart/index.ts';
import { ReleaseError } from '../errors.ts';
import { createFile, type FileTree, type TreeFile } from '../files/index.ts';
import { formatClusterClassName, formatReleaseName, formatVersion, type ReleaseName } from '../version/index.ts';

/** The names that a release has for itself, in its own files. */
export interface OwnNames {
  /** `docker-scs-1-36-v0-beta.100` */
  readonly clusterClass: string;
  /** `docker-scs-1-36-v0-beta-100` */
  readonly tag: string;
  /** `v0-beta.100` */
  readonly version: string;
}

export function namesOf(release: ReleaseName): OwnNames {
  return { clusterClass: formatClusterClassName(release), tag: formatReleaseName(release), version: formatVersion(release.version) };
}

/**
 * Replaces a release's names for itself in a file: those that are written out, and the version behind Helm's name of the release,
 * which together are the class's. A version that stands alone may mean anything, and stays.
 */
export function renameIn(file: TreeFile, from: OwnNames, to: OwnNames): TreeFile {
  // Text of any encoding, byte by byte; names are ASCII.
  const text = file.bytes.toString('latin1');
  if (!text.includes(from.version) && !text.includes(from.tag)) return file;
  const replaced = [
    [`(?<![\\w.-])${quote(from.clusterClass)}`, to.clusterClass],
    [`(?<![\\w.-])${quote(from.tag)}`, to.tag],
    [`(?<=\\.Release\\.Name\\s*-?\\}\\}-)${quote(from.version)}`, to.version],
  ].reduce((all, [pattern, name]) => all.replaceAll(new RegExp(`${pattern}(?![\\w-]|\\.\\w)`, 'g'), () => name ?? ''), text);
  return replaced === text ? file : createFile(file.path, Buffer.from(replaced, 'latin1'));
}

/** Gives the chart of an archive another version. */
export function stampVersion(files: FileTree, folder: string, version: string): FileTree {
  return files.map((file) => {
    if (file.path !== `${folder}/Chart.yaml`) return file;
    const chart: ChartFile | undefined = parseChartFile(file.path, file.bytes, true).chart;
    if (chart === undefined) throw new ReleaseError('invalid-archive', `${file.path} has no name and version that can be replaced`);
    return createFile(file.path, stampChartFile(chart, { name: chart.name.source, version }));
  });
}

function quote(text: string): string {
  return text.replaceAll('.', '\\.');
}
