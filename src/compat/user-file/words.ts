import * as z from '../../checked-yaml/index.ts';

// What the schemas of users' files are made of.

export const text = z.string().trim().min(1);
export const date = z.iso.date();
export const minor = z.string().regex(/^\d+\.\d+$/, 'is not a Kubernetes minor; write it like "1.32"');

/** Of every table: where it is from, and of when. */
export const dated = {
  source: text.meta({ description: 'Where this is stated, shown with each finding' }),
  asOf: date.meta({ description: 'When it was, like 2026-11-22' }),
};
