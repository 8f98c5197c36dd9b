import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatManual, formatVerbs } from '../../src/help/index.ts';
import { VERSION } from '../../src/tool.ts';
import { VERBS } from '../../src/verbs/index.ts';

const update = process.env['UPDATE'] !== undefined;

test('docs/clusterstack.1 is made of the verbs (UPDATE=1 writes it)', () => {
  const page = formatManual(VERBS, VERSION);
  if (update) writeFileSync('docs/clusterstack.1', page);
  expect(readFileSync('docs/clusterstack.1', 'utf8')).toBe(page);
});

test('README lists all verbs (UPDATE=1 writes them)', () => {
  const readme = readFileSync('README.md', 'utf8');
  const [before, block, after] = readme.split(/(?<=<!-- verbs: .*\n)([\s\S]*)(?=<!-- \/verbs -->)/);
  const verbs = `\`\`\`\n${formatVerbs(VERBS)}\`\`\`\n`;
  if (update) writeFileSync('README.md', [before, verbs, after].join(''));
  else expect(block).toBe(verbs);
});
