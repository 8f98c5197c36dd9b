import { decodeUrlPart } from '../text.ts';
import type { Credentials } from './credentials.ts';

export type Login = Extract<Credentials, { readonly kind: 'basic' }>;

/** The user and password in a URL; undefined where it has neither. */
export function readLogin({ username, password }: URL): Login | undefined {
  if (username === '' && password === '') return undefined;
  return { kind: 'basic', username: decodeUrlPart(username), password: decodeUrlPart(password) };
}

/** The same URL, fit to be sent and to be shown. */
export function withoutLogin(url: URL): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare;
}
