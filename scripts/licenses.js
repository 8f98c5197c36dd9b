import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** By package and version, over all bundles of one build. */
const texts = new Map();

/** A rolldown plugin: writes `licenses.txt` with the licence of each package that is in the bundles. */
export function licenses() {
  return {
    name: 'licenses',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((chunk) => chunk.moduleIds ?? []);
      for (const folder of new Set(modules.map(packageFolder))) {
        if (folder !== undefined) addLicense(folder);
      }
      const sorted = [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([title, text]) => `${title}\n${text}`);
      this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: sorted.join(`\n${'-'.repeat(80)}\n\n`) });
    },
  };
}

function packageFolder(id) {
  const path = id.replace(/^\0/, '').split('?')[0];
  const marker = `${sep}node_modules${sep}`;
  const start = path.lastIndexOf(marker);
  if (start < 0) return undefined;
  const parts = path.slice(start + marker.length).split(sep);
  const name = parts[0].startsWith('@') ? parts.slice(0, 2) : parts.slice(0, 1);
  return path.slice(0, start + marker.length) + name.join(sep);
}

/** With those of its dependencies: some packages come bundled with theirs already. */
function addLicense(folder) {
  const { name, version, license, dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const title = `${name} ${version}, ${license}`;
  if (texts.has(title)) return;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  texts.set(title, text);
  for (const dependency of Object.keys(dependencies)) {
    const found = findPackage(folder, dependency);
    if (found !== undefined) addLicense(found);
  }
}

/** As Node looks for packages: in the folder itself, then in each above it. */
function findPackage(folder, name) {
  for (let above = folder; above !== dirname(above); above = dirname(above)) {
    const candidate = join(above, 'node_modules', name);
    if (existsSync(candidate)) return candidate;
  }
  return undefined;
}
