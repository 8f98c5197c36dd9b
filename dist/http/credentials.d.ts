/** How to prove who we are. An identity token is an OAuth2 refresh token; a bearer token is sent as it is. */
export type Credentials = {
    readonly kind: 'basic';
    readonly username: string;
    readonly password: string;
} | {
    readonly kind: 'identity-token';
    readonly token: string;
} | {
    readonly kind: 'bearer';
    readonly token: string;
};
/** Throws for a token that cannot be in a header; `fetch` would quote it in its error. */
export declare function checkToken(token: string, code: 'invalid-credentials' | 'invalid-response', whose: string): string;
export declare function basicHeader(username: string, password: string): string;
