import type { Variables } from '../process/index.js';
import { type RunHelper } from './credential-helper.js';
import type { Credentials } from './credentials.js';
export interface DockerCredentialsOptions {
    /** Where `config.json` is: `DOCKER_CONFIG`, or `~/.docker`. */
    readonly configDirectory: string;
    /** What credential helpers see of the environment; its PATH is where they are looked for. */
    readonly variables?: Variables;
    readonly runHelper?: RunHelper;
}
/**
 * What Docker's `config.json` has for a registry: from `credHelpers`, else `credsStore`, else `auths`.
 * Source: https://docs.docker.com/reference/cli/docker/login/#credential-stores
 */
export declare function readDockerCredentials(options: DockerCredentialsOptions, registry: string): Promise<Credentials | undefined>;
