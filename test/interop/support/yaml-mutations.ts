/** Numbers from 0 to below 1, always the same for a seed. Source: the generator mulberry32, which is in the public domain */
export function newRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What means something in YAML, and what is easily taken for it. */
const TOKENS =
  `: |:|- |-|? |?|, |,|[|]|{|}|#| #|&a |*a|<<: *a|! |!!str |!!int |!!float |'|"|''|\\|\\n|\\x41|%|@|\`|~|null|yes|no|on|y|0400|0o17|0x1F|1_000|1e3|.5|.inf|-|+1|2001-01-01|true|{{ .x }}|---|...|\t|\n|\n\n|\r|\r\n|\n  |\n\t|  | |\u0085|\u2028|\ufeff|ä|😀|9007199254740993|18446744073709551615|1.0`
    .split('|')
    .concat('|', '>', '|-\n', '>2\n', '|+\n');

const LONGEST_PART = 30;

/** A part of a text, changed in one to four places. */
export function mutate(text: string, random: () => number): string {
  const pick = (length: number) => Math.floor(random() * length);
  const all = text.split('\n');
  const from = pick(all.length);
  const lines = all.slice(from, from + 1 + pick(LONGEST_PART));
  // Most parts begin deep in a map: moved to the left they are whole.
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  let part = (random() < 0.8 && Number.isFinite(indent) ? lines.map((line) => line.slice(indent)) : lines).join('\n');
  for (let change = pick(4); change >= 0; change--) part = mutateOnce(part, pick);
  return part;
}

function mutateOnce(text: string, pick: (length: number) => number): string {
  const at = pick(text.length + 1);
  const length = 1 + pick(4);
  const lines = text.split('\n');
  const line = pick(lines.length);
  const other = pick(lines.length);
  const token = TOKENS[pick(TOKENS.length)] ?? '';
  switch (pick(9)) {
    case 0:
      return text.slice(0, at) + text.slice(at + length);
    case 1:
    case 2:
    case 3:
      return text.slice(0, at) + token + text.slice(at);
    case 4:
      return text.slice(0, at) + token + text.slice(at + length);
    case 5:
      return lines.toSpliced(line, 1).join('\n');
    case 6:
      return lines.toSpliced(line, 0, lines[other] ?? '').join('\n');
    case 7:
      return lines.with(line, ' '.repeat(length) + lines[line]).join('\n');
    default:
      return lines.with(line, (lines[line] ?? '').slice(Math.min(length, 2))).join('\n');
  }
}
