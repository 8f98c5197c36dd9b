/** Progress and diagnostics; the entries decide where they go. */
export interface Logger {
    /** What is being done now: shown while it lasts on a terminal, a line each elsewhere. */
    progress(message: string): void;
    warn(message: string): void;
}
export declare const silentLogger: Logger;
