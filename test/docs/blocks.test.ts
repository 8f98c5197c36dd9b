import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { DOCUMENTS } from './documents.ts';
import { readBlocks } from './read-blocks.ts';

const BLOCKS = DOCUMENTS.flatMap(({ path }) => readBlocks(path, readFileSync(path, 'utf8')));
const select = (language: string) => BLOCKS.filter((block) => block.language === language);

describe('blocks in documents', () => {
  test.each(select('yaml'))('$at is YAML', ({ text }) => {
    expect(parseDocument(text).errors).toEqual([]);
  });

  test('are of kinds that are held to something', () => {
    expect([...new Set(BLOCKS.map(({ language }) => language))].sort()).toEqual(['', 'console', 'diff', 'js', 'mermaid', 'yaml']);
  });

  test('JavaScript fits the types of the library', () => {
    const folder = temporaryDirectory();
    for (const [index, { text }] of select('js').entries()) writeFileSync(join(folder, `${index}.mjs`), text);
    const options = {
      allowJs: true,
      checkJs: true,
      noEmit: true,
      strict: true,
      target: 'es2023',
      module: 'nodenext',
      types: ['node'],
      typeRoots: [resolve('node_modules/@types')],
      paths: { clusterstack: [resolve('dist/index.d.ts')] },
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['*.mjs'] }));
    execFileSync(resolve('node_modules/.bin/tsc'), { cwd: folder, encoding: 'utf8' });
  });
});
