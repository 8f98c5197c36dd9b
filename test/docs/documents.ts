import { readdirSync } from 'node:fs';

/** A document whose commands are run. */
export interface Document {
  readonly path: string;
  /** It tells one story, which begins in an empty repository; else each section stands alone, in a clone of this project. */
  readonly story: boolean;
  /** New users read it first: it is run with the quick tests, the others with those that take long. */
  readonly first: boolean;
}

const TUTORIAL = 'docs/tutorial.md';

/** What people read, but for the rules, which are made of the code. */
export const DOCUMENTS: readonly Document[] = [
  'README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md') && name !== 'rules.md')
    .map((name) => `docs/${name}`),
].map((path) => ({ path, story: path === TUTORIAL, first: ['README.md', TUTORIAL].includes(path) }));
