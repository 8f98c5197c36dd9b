/**
 * Whether a file system may take a name for `.git`: in any case, with the dots and blanks behind it that Windows drops, by its
 * short name there, as one of its streams, or with the characters that macOS does not see.
 * Source: is_ntfs_dotgit and is_hfs_dotgit of git
 */
export declare function isGitName(name: string): boolean;
