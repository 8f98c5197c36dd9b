import { createFinding, type Finding } from '../finding.ts';
import type { CodeOf } from '../finding-code.ts';
import { isCleanName } from '../text.ts';
import {
  getNode,
  getText,
  hasSyntaxError,
  isInline,
  parseYaml,
  placeOf,
  readMap,
  replaceRanges,
  type YamlFile,
  type YamlScalar,
} from '../yaml/index.ts';

/** A Chart.yaml whose name and version can be read and replaced. */
export interface ChartFile {
  readonly yaml: YamlFile;
  readonly name: YamlScalar;
  readonly version: YamlScalar;
}

/**
 * Reads a Chart.yaml.
 * @param file the path to show
 * @param stamped whether name and version will be replaced, which needs them on one line each
 */
export function parseChartFile(
  file: string,
  bytes: Buffer,
  stamped: boolean,
): { readonly chart?: ChartFile; readonly findings: readonly Finding[] } {
  const yaml = parseYaml(file, bytes);
  const findings: Finding[] = [...yaml.findings];
  const refuse = (code: CodeOf<'charts'>, message: string, place = placeOf(yaml, yaml.root)) =>
    findings.push(createFinding('refuse', code, file, message, place));
  if (hasSyntaxError(yaml)) return { findings };
  if (readMap(yaml.root) === undefined) {
    refuse('chart-file', 'is not a map of keys; a chart needs apiVersion, name and version');
    return { findings };
  }
  const field = (key: string, replaced: boolean): YamlScalar | undefined => {
    const node = getNode(yaml.root, key);
    const scalar = getText(yaml, node);
    if (scalar === undefined || scalar.source === '')
      refuse('chart-field', `has no ${key}; Helm refuses such a chart`, placeOf(yaml, node ?? yaml.root));
    else if (!replaced && !isCleanName(scalar.source))
      refuse('chart-field', `${key} has characters that cannot be seen, or a backslash; write it without`, scalar.place);
    else if (replaced && !isInline(yaml, scalar)) {
      refuse(
        'chart-field',
        `${key} is not a plain value on one line, so the release's own cannot be put there; write it as one word`,
        scalar.place,
      );
    } else return scalar;
    return undefined;
  };
  field('apiVersion', false);
  const name = field('name', stamped);
  const version = field('version', stamped);
  return name === undefined || version === undefined ? { findings } : { findings, chart: { yaml, name, version } };
}

/** Replaces name and version and nothing else. */
export function stampChartFile(chart: ChartFile, values: { readonly name: string; readonly version: string }): Buffer {
  return replaceRanges(chart.yaml, [
    { range: chart.name.range, text: values.name },
    { range: chart.version.range, text: values.version },
  ]);
}
