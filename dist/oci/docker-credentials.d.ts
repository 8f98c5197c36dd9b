import type { Credentials } from '../http/index.js';
import { type JsonObject } from '../json.js';
import type { Variables } from '../process/index.js';
import { type RunHelper } from './credential-helper.js';
export interface DockerCredentialsOptions {
    /** Where `config.json` is: `DOCKER_CONFIG`, or `~/.docker`. */
    readonly configDirectory: string;
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
/** The credentials in Docker’s `config.json` for a registry. */
export declare function readDockerCredentials(options: DockerCredentialsOptions, registry: string): Promise<Credentials | undefined>;
/**
 * The credentials that a file has for a registry: from `credHelpers`, else `credsStore`, else `auths`.
 * Source: https://docs.docker.com/reference/cli/docker/login/#credential-stores
 */
export declare function findInLoginFile({ path, config }: LoginFile, registry: string, options: Omit<DockerCredentialsOptions, 'configDirectory'>): Promise<Credentials | undefined>;
/** The hosts that a file has entries for: one that is there twice is there twice. */
export declare function listLoginHosts({ path, config }: LoginFile): readonly string[];
/** Undefined where there is none. */
export declare function readLoginFile(path: string): LoginFile | undefined;
export declare function parseLoginFile(bytes: Buffer, path: string): LoginFile;
