import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const DOCUMENTS = ['.', 'docs'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => normalize(join(folder, name))),
);

/** Blocks and code hold no links. */
function readProse(path: string): string {
  return readFileSync(path, 'utf8')
    .replace(/^```.*\n[\s\S]*?^```$/gm, '')
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ''));
}

const anchors = new Map<string, string[]>();

/** The anchors of a document's headings, as GitHub makes them. */
function readAnchors(path: string): string[] {
  const known = anchors.get(path);
  if (known !== undefined) return known;
  const found = [...readProse(path).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
  anchors.set(path, found);
  return found;
}

function findBroken(path: string): string[] {
  return [...readProse(path).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : join(dirname(path), file);
      return !existsSync(target) || (anchor !== undefined && !readAnchors(target).includes(anchor));
    });
}

test.each(DOCUMENTS)('%s: links and anchors lead somewhere', (path) => {
  expect(findBroken(path)).toEqual([]);
});

test('README leads to every page', () => {
  const links = [...readProse('README.md').matchAll(/\]\((docs\/[^)#]+)/g)].map(([, link]) => link);
  expect(DOCUMENTS.filter((path) => path.startsWith('docs/') && !links.includes(path))).toEqual([]);
});
