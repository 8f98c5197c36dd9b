import { type FileTree, findFile } from '../files/index.ts';
import type { Place } from '../finding.ts';
import { getNode, getScalar, getText, hasSyntaxError, parseYaml, placeOf, readItems, type YamlFile } from '../yaml/index.ts';
import type { ChartLock, Dependency } from './chart.ts';

/**
 * The dependencies that Helm acts on: those of a requirements.yaml, as charts of apiVersion v1 have it, stand in for those of Chart.yaml.
 * @param places where to show the version of a dependency that something else than the chart sets
 */
export function readDependencies(yaml: YamlFile, files: FileTree, places?: ReadonlyMap<string, Place>): Dependency[] {
  const requirements = parseFile(yaml, files, 'requirements.yaml');
  const source = requirements !== undefined && getNode(requirements.root, 'dependencies') !== undefined ? requirements : yaml;
  return parseDependencies(source).map((dependency) => ({ ...dependency, place: places?.get(dependency.name) ?? dependency.place }));
}

/** Chart.lock, or requirements.lock, which Helm reads after it. */
export function readChartLock(yaml: YamlFile, files: FileTree): ChartLock | undefined {
  const lock = parseFile(yaml, files, 'requirements.lock') ?? parseFile(yaml, files, 'Chart.lock');
  if (lock === undefined || hasSyntaxError(lock)) return undefined;
  const digest = getScalar(lock, getNode(lock.root, 'digest'));
  return {
    file: lock.file,
    dependencies: parseDependencies(lock),
    ...(digest && { digest: digest.source }),
    place: digest?.place ?? { file: lock.file },
  };
}

/** A file beside the Chart.yaml. */
function parseFile(yaml: YamlFile, files: FileTree, name: string): YamlFile | undefined {
  const file = findFile(files, name);
  return file && parseYaml(yaml.file.replace(/[^/]*$/, name), file.bytes);
}

function parseDependencies(yaml: YamlFile): Dependency[] {
  return readItems(getNode(yaml.root, 'dependencies')).map((item) => {
    const field = (key: string) => getText(yaml, getNode(item, key));
    const alias = field('alias')?.source;
    const condition = field('condition')?.source;
    return {
      name: field('name')?.source ?? '',
      version: field('version')?.source ?? '',
      repository: field('repository')?.source ?? '',
      ...(alias && { alias }),
      ...(condition && { condition }),
      tags: readItems(getNode(item, 'tags')).flatMap((tag) => getText(yaml, tag)?.source ?? []),
      place: field('version')?.place ?? placeOf(yaml, item),
    };
  });
}
