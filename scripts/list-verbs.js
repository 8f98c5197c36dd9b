// Writes src/verbs/index.ts: every file of that folder is a verb. A bundler wants its imports spelled out.
import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';

const folder = 'src/verbs';
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
  .map((name) => name.slice(0, -'.ts'.length))
  .sort();

writeFileSync(
  `${folder}/index.ts`,
  `// Written by scripts/list-verbs.js, which npm run build runs: each file of this folder is a verb.
${names.map((name) => `import ${name} from './${name}.ts';`).join('\n')}
import type { Verb } from './common/verb.ts';

export { formatFailure, runVerb } from './common/run-verb.ts';
export { explainUsage } from './common/foreign-words.ts';
export type { Flag } from './common/flags.ts';
export type { CommandLine, Surroundings, Verb } from './common/verb.ts';

/** All verbs, as the help lists them. */
export const VERBS: readonly Verb[] = [${names.join(', ')}].sort((a, b) => a.order - b.order);
`,
);
execFileSync('node_modules/.bin/biome', ['check', '--write', `${folder}/index.ts`], { stdio: 'ignore' });
