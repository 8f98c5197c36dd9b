import { findSchemaReferences } from '../../../chart/index.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { listAppliedCharts } from './list-applied.ts';

const schema = (reference: string) => ({
  'cluster-addon/cni/values.schema.json': `{\n  "properties": {"mtu": {"$ref": "${reference}"}},\n  "$defs": {"mtu": {"type": "integer"}}\n}\n`,
});

export const SCHEMA_REFERENCE: Rule<'schema-reference'> = {
  code: 'schema-reference',
  title: 'a chart’s values.schema.json refers to nothing outside itself',
  why: 'Helm fetches what a values.schema.json refers to each time CSO renders the chart. If the management cluster cannot reach it, or it has changed, clusters get nothing of the addon. A file is looked up on the operator’s own disk, where it does not exist.',
  source: 'https://github.com/helm/helm/blob/v3.19.0/pkg/chartutil/jsonschema.go',
  verdicts: ['refuse', 'warn'],
  passes: { files: schema('#/$defs/mtu') },
  fails: { files: schema('file:///etc/mtu.json') },
  check: (facts) =>
    listAppliedCharts(facts).flatMap(({ subject, chart }) =>
      findSchemaReferences(chart).references.map(({ keyword, text, kind, place }): Judgement => {
        const what = `its values.schema.json has the ${keyword} ${JSON.stringify(text)}`;
        const instead = 'put the definitions into the file itself, below "$defs"';
        return kind === 'network'
          ? {
              verdict: 'warn',
              subject,
              place,
              message: `${what}, which Helm fetches whenever CSO renders: where it cannot be reached, clusters get nothing of the chart. Here it was not fetched, and the chart was rendered without holding its values against any schema; ${instead}`,
            }
          : {
              verdict: 'refuse',
              subject,
              place,
              message: `${what}, which Helm looks for on the disk of the operator, where it is not: the chart does not render; ${instead}`,
            };
      }),
    ),
};
