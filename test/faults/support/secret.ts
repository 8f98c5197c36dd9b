import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** With characters that each way of writing it down treats differently; none of them ends it. */
export const SECRET = 'kZq7/w+vX9s3cr3tPw=';
export const USER = 'robot';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** All that gives the secret away. */
const FORMS = [
  'vX9s3cr3tPw',
  base64(SECRET),
  base64(`${USER}:${SECRET}`),
  // Of the same in a longer text, wherever it begins there.
  base64(`.${SECRET}`).slice(2, -4),
  base64(`..${SECRET}`).slice(3, -4),
];

export function holdsSecret(text: string): boolean {
  return FORMS.some((form) => text.includes(form));
}

/** Files below a folder that give the secret away. */
export function findSecrets(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => holdsSecret(`${path}\n${readFileSync(path, 'latin1')}`));
}
