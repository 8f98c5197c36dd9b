import type { Facts } from '../../facts.ts';
import { newestAsOf } from '../../knowledge/index.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { addMonths } from './months.ts';

export const KNOWLEDGE_AGE: Rule<'knowledge-age'> = {
  code: 'knowledge-age',
  title: 'what the check knows is no more than six months old',
  why: 'Kubernetes has a new minor every four months, and addons follow. A check that does not know them can at best call them unknown.',
  source: 'the dates of the tables in use',
  verdicts: ['warn', 'ok'],
  passes: { files: {}, today: '2026-11-23', note: 'the tables are less than six months old' },
  fails: { files: {}, today: '2027-09-01', note: 'the newest table is more than six months old' },
  check: ({ knowledge, today }: Facts): Judgement[] => {
    const newest = newestAsOf(knowledge);
    const subject = 'knowledge';
    if (today <= addMonths(newest, 6)) return [{ verdict: 'ok', subject, message: `what is known is as of ${newest}` }];
    const message = `what is known is as of ${newest}, more than half a year ago: newer versions of Kubernetes and addons are not in it. Update the tool, or give newer tables with --knowledge`;
    return [{ verdict: 'warn', subject, message }];
  },
};
