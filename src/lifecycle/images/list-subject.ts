import type { Facts } from '../../compat/index.ts';
import { readLockedLine } from '../../dependency/index.ts';
import type { ReleaseContent } from '../../release/index.ts';
import type { Stack } from '../../stack/index.ts';
import { formatLine } from '../../version/index.ts';
import { addDigests } from './add-digests.ts';
import { type Contents, listContents } from './list-contents.ts';

/** A release or a stack's next one, as far as its contents tell. */
export interface ListedContent {
  readonly content: Pick<ReleaseContent, 'name' | 'kubernetes'>;
  readonly facts: Facts;
  /** Undefined for a release that exists. */
  readonly stack: Stack | undefined;
}

/** All that clusters fetch, with all that the lock of the stack holds. */
export function listSubject({ content, facts, stack }: ListedContent): Contents {
  const held = stack && readLockedLine(stack.directory, formatLine(stack.config.line));
  const contents = listContents(content, facts, held?.dependencies);
  return held === undefined ? contents : addDigests(contents, held.images);
}
