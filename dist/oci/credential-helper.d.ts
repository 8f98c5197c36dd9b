import type { Credentials } from '../http/index.js';
import { type Variables } from '../process/index.js';
/** Runs `docker-credential-NAME get` with the server on its standard input. Rejects when it cannot be run. */
export type RunHelper = (helper: string, server: string) => Promise<{
    readonly status: number | null;
    readonly stdout: string;
}>;
/**
 * Asks a credential helper. Its output may hold a secret even when it fails, so none of it gets into an error.
 * Source: https://github.com/docker/docker-credential-helpers#development
 */
export declare function runCredentialHelper(name: string, server: string, run: RunHelper): Promise<Credentials | undefined>;
/**
 * Starts helpers with the user's environment, since the user configured them.
 * @param variables without secrets of our own
 */
export declare function createHelperRunner(variables?: Variables): RunHelper;
