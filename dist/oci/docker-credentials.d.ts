import type { Credentials } from '../http/index.js';
import { type JsonObject } from '../json.js';
import type { Variables } from '../process/index.js';
import { type RunHelper } from './credential-helper.js';
export interface LoginOptions {
    /** Undefined for what goes for the whole registry. */
    readonly repository?: string | undefined;
    /** The environment that credential helpers see; they are looked for on its PATH. */
    readonly variables?: Variables;
    readonly runHelper?: RunHelper;
}
/** A file with log-ins, in the format of Docker's `config.json`. */
export interface LoginFile {
    readonly path: string;
    readonly config: JsonObject;
}
/** Bytes. */
export declare const LARGEST_LOGIN_FILE: number;
/** The credentials for a registry in a file that `docker login`, or a like command, wrote; undefined without the file. */
export declare function readStoredLogin(path: string, registry: string, options: LoginOptions): Promise<Credentials | undefined>;
/**
 * The credentials that a file has for a registry: from `credHelpers`, else `credsStore`, else `auths`, where what is for
 * the repository or a part of its path goes before what is for the host.
 * Sources: https://docs.docker.com/reference/cli/docker/login/#credential-stores and, for paths, which podman writes,
 * https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md
 */
export declare function findInLoginFile({ path, config }: LoginFile, registry: string, options: LoginOptions): Promise<Credentials | undefined>;
/** The hosts that a file has entries for: one that is there twice is there twice. */
export declare function listLoginHosts({ path, config }: LoginFile): readonly string[];
export declare function parseLoginFile(bytes: Buffer, path: string): LoginFile;
