import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The stacks that a new one begins as, by provider: texts by path. */
export type Templates = Readonly<Record<string, Readonly<Record<string, string>>>>;

const STACKS = join(import.meta.dirname, '../../stacks');

/** Our own stacks. The bundler puts their texts in the place of this module, see `embedStacks` in rolldown.config.js. */
export const TEMPLATES: Templates = Object.fromEntries(
  readdirSync(STACKS).map((provider) => [provider, readTexts(join(STACKS, provider, 'scs'))]),
);

function readTexts(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
