import { join } from 'node:path';
import { createFile, type FileTree } from '../files/index.ts';
import { createFinding, type Finding } from '../finding.ts';
import { formatKubernetesVersion, type KubernetesVersion } from '../version/index.ts';

/** The names that are filled with the release's versions. Source: csctl's templating. */
const PLACEHOLDERS = ['ClusterClassVersion', 'ClusterAddonVersion', 'NodeImageVersion'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

const ANY = /<<-?[ \t]*(?:[a-z]+[ \t]+)?\.[A-Za-z_][^<>\n]*>>/g;
const KNOWN = new RegExp(`<<[ \\t]*\\.(${PLACEHOLDERS.join('|')})[ \\t]*>>`, 'g');

/** Filled as soon as the stack is read: what is checked then names the version that will ship. */
const KUBERNETES = /<<[ \t]*\.KubernetesVersion[ \t]*>>/g;

/** Puts a line's Kubernetes version, `v1.32.5`, wherever `<< .KubernetesVersion >>` stands. */
export function fillKubernetesVersion(files: FileTree, version: KubernetesVersion): FileTree {
  return files.map((file) => {
    if (!file.bytes.includes('<<') || file.bytes.includes(0)) return file;
    const text = file.bytes.toString('latin1');
    const filled = text.replace(KUBERNETES, formatKubernetesVersion(version));
    return filled === text ? file : createFile(file.path, Buffer.from(filled, 'latin1'));
  });
}

/** Only these are templated: not clusteraddon.yaml, nor what does not ship. */
function isTemplated(path: string): boolean {
  return path.startsWith('cluster-class/') || path.startsWith('cluster-addon/') || path === 'cluster-addon-values.yaml';
}

/** Replaces the known placeholders. Works on bytes: whatever else is in the file stays as it is. */
export function fillPlaceholders(bytes: Buffer, values: Readonly<Record<Placeholder, string>>): Buffer {
  if (!bytes.includes('<<')) return bytes;
  const text = bytes.toString('latin1');
  const filled = text.replace(KNOWN, (_, name: Placeholder) => values[name]);
  return filled === text ? bytes : Buffer.from(filled, 'latin1');
}

/** Which placeholders a tree uses. */
export function usedPlaceholders(files: FileTree): ReadonlySet<Placeholder> {
  const used = files
    .filter(({ bytes }) => bytes.includes('<<'))
    .flatMap(({ bytes }) => [...bytes.toString('latin1').matchAll(KNOWN)].map((match) => match[1] as Placeholder));
  return new Set(used);
}

/** Of one file. Its line is refused by the first. */
const MOST_TOLD = 1000;

/** csctl replaces a name that it does not know by nothing; we would ship it as it is. Neither can be meant. */
export function findUnknownPlaceholders(directory: string, files: FileTree): Finding[] {
  return files
    .filter(({ path, bytes }) => isTemplated(path) && bytes.includes('<<') && !bytes.includes(0))
    .flatMap(({ path, bytes }) => {
      const found: Finding[] = [];
      for (const [line, text] of bytes.toString('latin1').split('\n').entries()) {
        for (const { 0: written, index } of text.matchAll(ANY)) {
          // Kubernetes' own is left where the version could not be read, which is said elsewhere.
          if (written.replace(KNOWN, '').replace(KUBERNETES, '') === '') continue;
          const place = { file: join(directory, path), line: line + 1, column: index + 1 };
          const message = `${written} is not a placeholder; known are ${[...PLACEHOLDERS, 'KubernetesVersion'].map((name) => `<< .${name} >>`).join(', ')}`;
          found.push(createFinding('refuse', 'placeholder', path, message, place));
          if (found.length >= MOST_TOLD) return found;
        }
      }
      return found;
    });
}
