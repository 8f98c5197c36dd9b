/** Blanks out what must never be shown, since a server may quote what it was sent. */
export interface Secrets {
    readonly add: (...texts: readonly string[]) => void;
    readonly redact: (text: string) => string;
}
export declare function createSecrets(): Secrets;
