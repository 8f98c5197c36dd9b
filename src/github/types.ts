/** A repository on GitHub. */
export interface Slug {
  readonly owner: string;
  readonly repository: string;
}

/** The part of `full-repository` that matters here. Source: https://docs.github.com/rest/repos/repos#get-a-repository */
export interface RepositoryFacts {
  readonly isArchived: boolean;
  /** The permissions of the user's role. Tokens of GitHub Apps, a workflow's own among them, belong to no user: false says nothing there. */
  readonly mayPush: boolean;
}

/** Source: https://docs.github.com/rest/releases/releases */
export interface Release {
  readonly id: number;
  readonly tag: string;
  /** Empty when it has none. */
  readonly name: string;
  readonly body: string;
  /** Nobody but those who may write sees a draft, and its tag need not exist. */
  readonly isDraft: boolean;
  /** Where assets are uploaded to, a URI template. */
  readonly uploadUrl: string;
  readonly assets: readonly ReleaseAsset[];
}

/** Source: https://docs.github.com/rest/releases/assets */
export interface ReleaseAsset {
  readonly id: number;
  readonly name: string;
  /** False while an upload runs, and forever after one that broke off (`starter`). */
  readonly isUploaded: boolean;
  /** Bytes. */
  readonly size: number;
  /** `sha256:` and 64 hex digits; missing for files from before 2025, and on older servers. */
  readonly digest?: string;
}

/** The fields of a release to be made. */
export interface ReleaseFields {
  readonly tag: string;
  readonly name: string;
  readonly body: string;
  readonly isPrerelease: boolean;
  /** Where the tag is put when the release is published; the default branch's newest commit unless given. */
  readonly commit?: string | undefined;
}

/** A file to upload. */
export interface Upload {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** Why GitHub did not do what was asked, where there is something to do about it. */
export type Refusal =
  /** The tag has a published release already; the draft has a file of this name already. */
  | { readonly kind: 'taken' }
  /** The tag belonged to an immutable release that was deleted: GitHub never gives it away again. */
  | { readonly kind: 'burnt'; readonly message: string }
  /** The draft is gone. */
  | { readonly kind: 'gone'; readonly message: string };

export type Done<Result> = { readonly kind: 'done'; readonly result: Result };

/** Something that GitHub keeps in its store of attestations under a digest. */
export type Attestation =
  | {
      readonly kind: 'statement';
      /** The kind of what is stated: `https://slsa.dev/provenance/v1`. */
      readonly predicate: string;
      readonly subjects: readonly { readonly name: string; readonly digest: string }[];
    }
  /** It is not in the answer itself. */
  | { readonly kind: 'elsewhere' }
  /** It is in the answer, and no statement that anybody signed. */
  | { readonly kind: 'broken' };
