import type { Effect } from '../../effects/index.ts';
import { formatCount } from '../../text.ts';
import { type Block, code, type Inline, type Row, type Tone, tag } from '../page.ts';

/** Effects as a table, in the order in which they happen. */
export function listEffectBlocks(effects: readonly Effect[], most: number): readonly Block[] {
  const rows = effects.slice(0, most).map((effect): Row => {
    const { subject, message, when, clusterApi, cause } = effect;
    const values = cause.from === undefined && cause.to === undefined ? [] : [': ', showValue(cause.from), ' → ', showValue(cause.to)];
    return {
      cells: [
        [subject],
        [tag(effect.kind, toneOfEffect(effect)), ' ', message, ...(clusterApi === undefined ? [] : [` (Cluster API ${clusterApi})`])],
        [when],
        [cause.field, ...values],
      ],
    };
  });
  const rest = effects.length - rows.length;
  return [
    {
      kind: 'table',
      id: 'effects-table',
      caption: 'Effects, in the order in which they happen; those of one step happen at the same time',
      columns: ['Subject', 'What happens', 'Step', 'Because of'],
      rows,
    },
    ...(rest > 0
      ? [
          {
            kind: 'paragraph',
            content: [`${formatCount(rest, 'further effect')}: see `, code('clusterstack upgrades --json'), '.'],
          } as const,
        ]
      : []),
  ];
}

function showValue(value: string | undefined): Inline {
  return value === undefined ? 'nothing' : code(value || '""');
}

function toneOfEffect({ kind, verdict }: Effect): Tone {
  if (kind === 'refused' || kind === 'deleted') return 'bad';
  if (kind.startsWith('roll') || kind === 'restart-pods' || kind === 'orphaned' || verdict === 'unknown') return 'warn';
  return 'quiet';
}
