/** Progress and diagnostics; the entries decide where they go. */
export interface Logger {
    /** A step that begins now: shown while it lasts on a terminal, a line each elsewhere. */
    progress(message: string): void;
    warn(message: string): void;
    /** A request or another detail, for those who want to see each. */
    trace?(message: string): void;
}
export declare const silentLogger: Logger;
