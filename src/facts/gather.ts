import { createFacts, type Facts, type ImageAnswer, listImageUrls, mergeKnowledge, type Shipped, type UserFile } from '../compat/index.ts';
import type { VendoredStack } from '../dependency/index.ts';
import type { Finding } from '../finding.ts';
import type { PreparedStack, ReleaseContent } from '../release/index.ts';
import { askImages } from './ask-images.ts';
import type { Instruments } from './open-instruments.ts';
import type { Earlier } from './read-earlier.ts';
import { readPrepared, readPublished } from './read-shipped.ts';

/** All that rules may look at in one line, and whose waivers count for it. */
export interface Gathered {
  readonly facts: Facts;
  readonly users: readonly UserFile[];
  /** Problems that were met on the way. */
  readonly findings: readonly Finding[];
}

/**
 * The facts of a stack that is to be released.
 * @param full the stack with all charts that clusters will have
 * @param earlier undefined where no source was asked
 */
export async function gatherStack(
  instruments: Instruments,
  full: PreparedStack,
  { missing }: Pick<VendoredStack, 'missing'>,
  earlier: Earlier | undefined,
  beside: Pick<Facts, 'lineBefore' | 'lineAfter'> = {},
): Promise<Gathered> {
  const { stack } = full;
  const shipped = await readPrepared(full, instruments.shipped);
  return gather(instruments, { ...shipped, stack, notAtHand: missing, ...beside }, stack.directory, earlier);
}

/**
 * The facts of a release that was built before.
 * @param directory its stack's, or where it is looked at
 * @param earlier undefined where no source was asked
 * @throws what reading a release throws
 */
export async function gatherRelease(
  instruments: Instruments,
  { name, assets }: ReleaseContent,
  directory: string,
  earlier: Earlier | undefined,
): Promise<Gathered> {
  const files = new Map(assets.map((asset) => [asset.name, asset.bytes]));
  return gather(instruments, await readPublished(name, files, instruments.shipped), directory, earlier);
}

async function gather(
  instruments: Instruments,
  own: Shipped & Pick<Facts, 'stack' | 'notAtHand' | 'lineBefore' | 'lineAfter'>,
  directory: string,
  earlier: Earlier | undefined,
): Promise<Gathered> {
  const { helm, runtime } = instruments;
  const users = await instruments.readUserFiles(directory);
  const facts = createFacts({
    ...own,
    ...(earlier && { earlier: earlier.earlier, otherMinors: earlier.otherMinors }),
    knowledge: users.reduce((all, user) => mergeKnowledge(all, user.knowledge), instruments.knowledge),
    today: runtime.today,
    ...(helm !== undefined && { helm }),
  });
  const images = await lookForImages(facts, instruments);
  return {
    facts: { ...facts, ...(images && { images }) },
    users,
    findings: [...users.flatMap((user) => user.findings), ...(earlier?.findings ?? []), ...instruments.helmFindings],
  };
}

/** With --offline, says that nothing was looked up. */
async function lookForImages(facts: Facts, { images, runtime }: Instruments): Promise<readonly ImageAnswer[] | undefined> {
  switch (images) {
    case 'left-out':
      return undefined;
    case 'offline':
      return listImageUrls(facts).map((url) => ({ url, kind: 'unreachable', message: '--offline asks no server' }));
    case 'asked':
      return askImages(listImageUrls(facts), runtime);
  }
}
