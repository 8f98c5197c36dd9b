import { resolve } from 'node:path';

/**
 * Chunks by what loads them: each holds all that its roots import statically, less what those before it hold. To load one more
 * file costs a run as much as tens of kilobytes more in another.
 * @param roots the files of each chunk by its name, the first chunk first
 */
export function groupChunks(roots) {
  let chunks;
  return Object.keys(roots).map((name, index, { length }) => ({
    debugName: name,
    // Groups of one priority take each other's modules.
    priority: length - index,
    name(id, context) {
      chunks ??= assignModules(roots, context);
      return chunks.get(id) === name ? name : null;
    },
  }));
}

/** The name of its chunk by a module's id. */
function assignModules(roots, context) {
  const chunks = new Map();
  for (const [name, files] of Object.entries(roots)) {
    const left = files.map((file) => resolve(file));
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      if (chunks.has(id)) continue;
      chunks.set(id, name);
      left.push(...(context.getModuleInfo(id)?.importedIds ?? []));
    }
  }
  return chunks;
}
