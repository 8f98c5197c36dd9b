/** Orders image tags by the numbers in them: `v1.11.3` is above `v1.9.4`. Zero where one has none. */
export function compareTags(a: string, b: string): number {
  const [left, right] = [readNumbers(a), readNumbers(b)];
  if (left === undefined || right === undefined) return 0;
  for (const [index, number] of left.entries()) {
    const other = right[index] ?? 0;
    if (number !== other) return number - other;
  }
  return 0;
}

function readNumbers(tag: string): readonly number[] | undefined {
  const match = /^v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?/.exec(tag);
  return match === null ? undefined : match.slice(1, 4).map((part) => Number(part ?? 0));
}
