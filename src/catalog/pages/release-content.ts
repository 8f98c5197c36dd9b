import { formatSize } from '../../format-size.ts';
import { cutText, formatCount } from '../../text.ts';
import type { SiteContent } from '../model.ts';
import { type Block, code, type Inline, type Row, strong, url } from '../page.ts';

/** Characters of a schema or default, so that a page stays below 100 kB. */
const MOST_SCHEMA = 400;

export function contentBlocks({ addons, files, workerClasses }: SiteContent): readonly Block[] {
  const rows = addons.flatMap(({ name, charts, hooks }) =>
    charts.map(
      (chart, index): Row => ({
        cells: [
          [index === 0 ? name : `${name} (${index + 1})`],
          [chart.name],
          [code(chart.version)],
          chart.appVersion === undefined ? ['–'] : [code(chart.appVersion)],
          [hooks.length === 0 ? 'no stage applies it' : hooks.join(', ')],
        ],
      }),
    ),
  );
  return [
    { kind: 'heading', level: 2, id: 'contents', text: 'What is in it' },
    {
      kind: 'table',
      id: 'addons',
      caption: `${formatCount(addons.length, 'addon')}, with the charts that they wrap`,
      columns: ['Addon', 'Chart', 'Version', 'Application', 'Applied'],
      rows,
    },
    ...(workerClasses.length === 0
      ? []
      : [{ kind: 'paragraph', content: ['Worker classes: ', ...join(workerClasses.map(code)), '.'] } as const]),
    {
      kind: 'details',
      summary: [formatCount(files.length, 'file')],
      blocks: [
        {
          kind: 'table',
          id: 'files',
          caption: 'Files of the release',
          columns: ['File', 'Size', 'Digest'],
          rows: files.map(({ name, size, digest }) => ({ cells: [[name], [formatSize(size)], [code(digest)]] })),
        },
      ],
    },
  ];
}

function join(parts: readonly Inline[]): readonly Inline[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [', ', part]));
}

export function variableBlocks({ variables }: SiteContent): readonly Block[] {
  const heading = { kind: 'heading', level: 2, id: 'variables', text: 'Variables' } as const;
  if (variables === undefined)
    return [heading, { kind: 'paragraph', content: ['The ClusterClass was not rendered, so its variables are not known.'] }];
  if (variables.length === 0) return [heading, { kind: 'paragraph', content: ['The ClusterClass has none.'] }];
  const rows = variables.map(
    ({ name, required, type, description, default: given, schema }): Row => ({
      id: `variable-${/^[\w.-]+$/.test(name) ? name : Buffer.from(name).toString('hex')}`,
      cells: [
        [code(name)],
        [type || '–', ...(required ? [' ', strong('required')] : [])],
        given === undefined ? ['–'] : [code(cutText(given, MOST_SCHEMA))],
        [description, ...(schema === '' ? [] : [...(description === '' ? [] : [' ']), code(cutText(schema, MOST_SCHEMA))])],
      ],
    }),
  );
  return [
    heading,
    {
      kind: 'table',
      id: 'variables-table',
      caption: `${formatCount(variables.length, 'variable')} of spec.topology.variables`,
      columns: ['Name', 'Type', 'Default', 'Meaning and schema'],
      rows,
    },
  ];
}

export function imageBlocks({ fetched: { images, nodeImages, unknown } }: SiteContent): readonly Block[] {
  const rows = images.map(
    ({ name, digest, addon }): Row => ({ cells: [[code(name)], [addon], [digest === undefined ? '–' : code(digest)]] }),
  );
  const machines = nodeImages.map(
    ({ kind, name, url: place, checksum, digest }): Row => ({
      cells: [
        [code(name ?? place ?? 'not named')],
        [kind],
        [place !== undefined && name !== undefined ? url(place) : '–'],
        [checksum === undefined && digest === undefined ? '–' : code(checksum ?? digest ?? '')],
      ],
    }),
  );
  return [
    { kind: 'heading', level: 2, id: 'images', text: 'Images' },
    ...(rows.length === 0
      ? []
      : [
          {
            kind: 'table',
            id: 'container-images',
            caption: formatCount(rows.length, 'container image'),
            columns: ['Image', 'Addon', 'Digest'],
            rows,
          } as const,
        ]),
    ...(machines.length === 0
      ? []
      : [
          {
            kind: 'table',
            id: 'node-images',
            caption: `${formatCount(machines.length, 'image')} that machines start from`,
            columns: ['Image', 'Kind', 'From', 'Checksum'],
            rows: machines,
          } as const,
        ]),
    ...(rows.length + machines.length + unknown.length === 0 ? [{ kind: 'paragraph', content: ['It names none.'] } as const] : []),
    ...(unknown.length === 0
      ? []
      : ([
          { kind: 'paragraph', content: ['Not seen, so there may be more:'] },
          { kind: 'list', items: unknown.map(({ subject, message }) => [code(subject), ` ${message}`]) },
        ] as const)),
  ];
}
