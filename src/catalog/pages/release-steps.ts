import type { SiteStep } from '../model.ts';
import type { Block, Row } from '../page.ts';
import { listEffectBlocks } from './effect-table.ts';
import type { ReleasePageInput } from './release-input.ts';
import { stepLink, verdictTag } from './words.ts';

/** Effects of a step before its own page is named. */
const MOST_EFFECTS = 8;

export function incomingBlocks({ incoming, previous, release }: ReleasePageInput): readonly Block[] {
  const heading = { kind: 'heading', level: 2, id: 'coming', text: 'Coming from earlier releases' } as const;
  if (incoming.length === 0) return [heading, { kind: 'paragraph', content: ['No release leads here.'] }];
  const nearest = incoming.find(({ from }) => from === previous);
  return [
    heading,
    ...(nearest === undefined
      ? []
      : [
          { kind: 'heading', level: 3, id: 'coming-previous', text: `From ${nearest.from}` } as const,
          {
            kind: 'paragraph',
            content: [verdictTag(nearest.verdict), ' ', nearest.summary, ' ', stepLink(nearest, `All from ${nearest.from}`), '.'],
          } as const,
          ...(nearest.effects.length === 0 ? [] : listEffectBlocks(nearest.effects, MOST_EFFECTS).slice(0, 1)),
        ]),
    stepTable('incoming', `Steps to ${release.release}`, incoming, ({ from }) => from),
  ];
}

export function outgoingBlocks({ outgoing, release }: ReleasePageInput): readonly Block[] {
  const heading = { kind: 'heading', level: 2, id: 'next', text: 'Where to go from here' } as const;
  if (outgoing.length === 0) return [heading, { kind: 'paragraph', content: ['Nowhere yet: no later release follows.'] }];
  return [heading, stepTable('outgoing', `Steps from ${release.release}`, outgoing, ({ to }) => to)];
}

/** Steps with one end in common; `endOf` is the other. */
function stepTable(id: string, caption: string, steps: readonly SiteStep[], endOf: (step: SiteStep) => string): Block {
  const rows = steps.map(
    (step): Row => ({
      cells: [
        [stepLink(step, endOf(step))],
        [verdictTag(step.verdict)],
        [step.summary || '–'],
        [step.reasons.length === 0 ? '–' : [...new Set(step.reasons.map((reason) => reason.code))].join(', ')],
      ],
    }),
  );
  return { kind: 'table', id, caption, columns: ['Release', 'Verdict', 'What happens', 'Why'], rows };
}
