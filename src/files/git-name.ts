/**
 * Whether a file system may take a name for `.git`: in any case, with the dots and blanks behind it that Windows drops, by its
 * short name there, as one of its streams, or with the characters that macOS does not see.
 * Source: is_ntfs_dotgit and is_hfs_dotgit of git
 */
export function isGitName(name: string): boolean {
  const plain = name
    .replaceAll(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '')
    .replace(/:.*$/s, '')
    .replace(/[ .]+$/, '')
    .toLowerCase();
  return plain === '.git' || plain === 'git~1';
}
