import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, test } from 'vitest';

const STATIC = /^(?:import|export) (?!type )[^;'"]*?from '(\.[^']+)'/gm;

/** What is loaded with a file, by no matter how many static imports. */
function listLoaded(root: string): Set<string> {
  const loaded = new Set<string>();
  const left = [resolve(root)];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (loaded.has(file) || !file.endsWith('.ts')) continue;
    loaded.add(file);
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(STATIC)) {
      const imported = resolve(dirname(file), path);
      if (existsSync(imported)) left.push(imported);
    }
  }
  return loaded;
}

test('a verb loads no other verb’s rooms: the command line knows all verbs, and none of the rooms', () => {
  const rooms = [...listLoaded('src/command-line.ts')].map((file) => file.slice(resolve('src').length + 1).split('/')[0]);
  expect([...new Set(rooms)].sort()).toEqual(['command-line.ts', 'errors.ts', 'outcome.ts', 'text.ts', 'tool.ts', 'verbs']);
});
