import type { Variables } from '../process/index.ts';
import { listSecrets } from '../text.ts';

/** Variables that hold secrets: whoever reads one adds it to what must not be shown. */
export interface SecretVariables {
  read(name: string): string | undefined;
  /** A URL, which may have a password in it. */
  readUrl(name: string): string | undefined;
  /** Adds another spelling of a secret, and gives it back. */
  add(secret: string): string;
  /** All that was read or added. */
  list(): readonly string[];
}

export function openSecrets(variables: Variables): SecretVariables {
  const secrets = new Set<string>();
  const add = (secret: string): string => {
    // With and without the line end that it may have been pasted with.
    for (const text of [secret, secret.trim()]) if (text !== '') secrets.add(text);
    return secret;
  };
  return {
    add,
    read(name) {
      const value = variables[name];
      return value === undefined ? undefined : add(value);
    },
    readUrl(name) {
      const value = variables[name];
      for (const secret of listSecrets(value ?? '')) secrets.add(secret);
      return value;
    },
    list: () => [...secrets],
  };
}
