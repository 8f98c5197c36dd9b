/** Whether a URL's host name is this very machine: `localhost`, 127.0.0.0/8 or ::1. */
export declare function isLoopback(hostname: string): boolean;
