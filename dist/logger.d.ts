/** Progress and diagnostics; the entries decide where they go. */
export interface Logger {
    /** A step that begins now: shown while it lasts on a terminal, a line each elsewhere. */
    progress(message: string): void;
    warn(message: string): void;
    /** A request that is over, answered or not. */
    trace?(exchange: Exchange): void;
}
/** One request and what came of it. */
export interface Exchange {
    readonly method: string;
    /** Without a password or a query, which hold secrets. */
    readonly url: string;
    /** Undefined where no answer came. */
    readonly status: number | undefined;
    readonly milliseconds: number;
    /** Bytes of the request's body. */
    readonly sent: number;
    /** Bytes of the answer's body, as far as it was read. */
    readonly received: number;
}
export declare const silentLogger: Logger;
