/** Words of csctl and of other tools that people type by habit, and how the same is said here. */
const FOREIGN_WORDS: ReadonlyMap<string, string> = new Map([
  ['create', 'csctl’s create is build, which writes releases to disk, or release, which publishes them too'],
  ['package', 'csctl’s create is build, which writes releases to disk, or release, which publishes them too'],
  ['validate', 'stacks are validated by check'],
  ['lint', 'stacks are validated by check'],
  ['push', 'what build made is published by publish'],
  ['upload', 'what build made is published by publish'],
  ['--publish', 'use the verb release, which publishes'],
  ['--remote', 'name where to publish with --target: oci://host/repository or github:owner/repository'],
  ['--force', 'nothing that is published is ever overwritten: a changed stack gets the next version'],
  ['--dry-run', 'use the verb plan, which shows what release would do'],
  ['--github', 'name the repository with --target github:owner/repository'],
]);

/** A message of wrong usage; where a habit explains it, with the way to say the same here in place of a guess. */
export function explainUsage(message: string): string {
  const [found, word = ''] = /^error: unknown (?:option|command) '([^']*)'/.exec(message) ?? [];
  const hint = FOREIGN_WORDS.get(word);
  return hint === undefined ? message : `${found}; ${hint}${message.endsWith('\n') ? '\n' : ''}`;
}
