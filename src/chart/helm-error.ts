import type { Place } from '../finding.ts';
import type { Chart } from './chart.ts';
import { findTemplate } from './locate.ts';

export interface HelmFailure {
  readonly message: string;
  readonly place: Place;
}

/** A template and the place in it, as Helm 3 and 4 and Go's templates write them. Columns count from 0. */
const IN_TEMPLATE = /([^\s:()"]+\/(?:templates|crds)\/[^\s:()"]+)(?::(\d+)(?::(\d+))?)?/g;

/**
 * The message in helm's standard error, in one line and without our temporary folder, with the place in the chart's files.
 * @param values the file that values on standard input came from
 */
export function parseHelmError(stderr: string, chart: Chart, folder: string, values: string | undefined): HelmFailure {
  const message = cleanMessage(stderr, folder);
  return { message, place: findPlace(message, chart, values) };
}

/** A schema's violations are many lines, and what a chart says by itself has no end. */
const LONGEST_MESSAGE = 2000;

/** From `Error:` on; warnings before it and hints after it do not help here. */
export function cleanMessage(stderr: string, folder: string): string {
  const lines = stderr.split('\n').filter((line) => !line.startsWith('Use --debug flag'));
  const start = lines.findIndex((line) => line.startsWith('Error:'));
  const text = lines.slice(Math.max(start, 0)).join(' ').replaceAll(`${folder}/`, '').replaceAll(folder, '');
  return text
    .replace(/^Error: */, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_MESSAGE);
}

function findPlace(message: string, chart: Chart, values: string | undefined): Place {
  const [first, ...included] = [...message.matchAll(IN_TEMPLATE)].map(
    ([, template = '', line, column]): Place & { readonly own: boolean } => {
      const { place, bytes } = findTemplate(chart, template);
      // In an archive the line would be one of a file that users never see.
      if (bytes === undefined || line === undefined) return { ...place, own: false };
      return { ...place, line: Number(line), ...(column !== undefined && { column: Number(column) + 1 }), own: true };
    },
  );
  if (first !== undefined) {
    // The error is in the included template.
    const { own: _, ...place } = included.findLast(({ own }) => own) ?? first;
    return place;
  }
  if (/^chart requires kubeVersion/.test(message) && chart.kubeVersion) return chart.kubeVersion.place;
  if (/^failed to parse -/.test(message) && values !== undefined) return { file: values };
  const subchart = /^error unpacking subchart (\S+) in /.exec(message)?.[1];
  const unpacked = chart.subcharts.find(({ path }) => path === `charts/${subchart}`);
  if (unpacked !== undefined) return { file: unpacked.place.file };
  const loaded = /^cannot load (\S+):/.exec(message)?.[1];
  return { file: loaded === undefined ? chart.yaml.file : `${chart.path}/${loaded}` };
}
