import { CodedError } from '../errors.js';
/** Everything that can be wrong with references, content, credentials and layouts: a closed list, so that callers can switch over it. */
export type OciErrorCode = 'invalid-reference' | 'invalid-digest' | 'invalid-manifest' | 'invalid-credentials' | 'invalid-layout' | 'file-error' | 'not-found' | 'rejected' | 'digest-mismatch' | 'size-mismatch' | 'too-large' | 'tag-taken' | 'layout-locked';
/** An error of this folder; requests to a registry that fail are an `HttpError`. Its message holds no secret, and it has no `cause`. */
export declare class OciError extends CodedError<OciErrorCode> {
    readonly name = "OciError";
}
