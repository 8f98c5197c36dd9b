import type { Credentials } from './credentials.js';
export type Login = Extract<Credentials, {
    readonly kind: 'basic';
}>;
/** The user and password in a URL; undefined where it has neither. */
export declare function readLogin({ username, password }: URL): Login | undefined;
/** The same URL, fit to be sent and to be shown. */
export declare function withoutLogin(url: URL): URL;
