import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { parseAst } from 'rolldown/parseAst';

/** A rule's texts: most of its file, and shown by `explain`, `rules` and SARIF alone. */
const TEXTS = ['title', 'why', 'passes', 'fails'];
const CHECK = ['check'];

/** Marks the copy of a module that is read and not run. */
const READ = '?read';

/**
 * A rolldown plugin: a rule is one file, and no run should load the half that it does not need. Every rule gets into the bundle
 * twice: without its texts where it is run, and without its check where it is read.
 * @param reader the file that reads rules, which the program imports lazily
 * @param folder what the reader imports from here, by any way, are copies to be read
 */
export function splitRules({ reader, folder }) {
  const [readerId, prefix] = [resolve(reader), resolve(folder) + sep];
  if (!existsSync(readerId)) throw new Error(`there is no ${reader}, so nothing would have the texts of rules`);
  return {
    name: 'split-rules',
    resolveId: {
      filter: { id: /^\.{1,2}\/.*\.ts$/ },
      handler(source, importer) {
        const id = resolve(dirname(importer), source);
        const isRead = id === readerId || (importer.endsWith(READ) && id.startsWith(prefix));
        return isRead ? { id: id + READ, moduleSideEffects: false } : null;
      },
    },
    load: {
      filter: { id: /\?read$/ },
      handler: async (id) => ({ code: await readFile(id.slice(0, -READ.length), 'utf8'), moduleType: 'ts' }),
    },
    transform: {
      filter: { id: /[\\/]rules[\\/].*\.ts(?:\?read)?$/ },
      handler: (code, id) => ({ code: dropProperties(code, id.endsWith(READ) ? CHECK : TEXTS), moduleType: 'ts' }),
    },
  };
}

/** Takes properties out of all rules in a module: the objects that have both a check and texts. */
function dropProperties(code, names) {
  const ranges = findRules(parseAst(code, { lang: 'ts' })).flatMap(({ properties, end }) =>
    properties.flatMap(({ key, start }, index) => (names.includes(key.name) ? [[start, properties[index + 1]?.start ?? end - 1]] : [])),
  );
  return ranges.reduceRight((text, [start, end]) => text.slice(0, start) + text.slice(end), code);
}

function findRules(node) {
  if (node === null || typeof node !== 'object') return [];
  const below = Object.values(node).flatMap(findRules);
  if (node.type !== 'ObjectExpression') return below;
  const names = node.properties.map(({ key }) => key?.name);
  return [...CHECK, ...TEXTS].every((name) => names.includes(name)) ? [node, ...below] : below;
}
