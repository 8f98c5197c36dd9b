import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'scripts');

/** The scripts that all kits have, by path. The bundler puts their texts in the place of this module, see `embedScripts` in rolldown.config.js. */
export const SCRIPTS: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(FOLDER.length + 1))
    .sort()
    .map((path) => [path, readFileSync(join(FOLDER, path), 'utf8')]),
);
