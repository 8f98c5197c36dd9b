import pLimit from 'p-limit';

/** As many lines at a time as keep libuv's threads busy without holding every stack's bytes in memory. */
const LINES_AT_A_TIME = 4;

/** Runs `step` for every item, several at a time; results keep the items' order. */
export function mapLimited<Item, Result>(
  items: readonly Item[],
  step: (item: Item) => Promise<Result>,
  atATime = LINES_AT_A_TIME,
): Promise<Result[]> {
  return pLimit(atATime).map(items, step);
}
