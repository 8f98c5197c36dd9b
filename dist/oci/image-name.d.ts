import { type Reference } from './reference.js';
/**
 * An image's name as container runtimes read it: without a host it is Docker Hub's, and there without a folder below
 * `library`. Undefined for what is no name of an image.
 * Source: https://github.com/distribution/reference/blob/main/normalize.go
 */
export declare function parseImageName(text: string): Reference | undefined;
/** The name in full, `docker.io/library/nginx:latest`, with the tag that runtimes take where none is said. */
export declare function formatImageName({ registry, repository, tag, digest }: Reference): string;
