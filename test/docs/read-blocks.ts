/** A fenced block of a Markdown document. */
export interface Block {
  /** `README.md:12`, where its fence begins. */
  readonly at: string;
  /** The heading of the second level above it; empty before the first. */
  readonly section: string;
  readonly language: string;
  readonly text: string;
}

/** One `$` line of a console block, with what is shown below it. */
export interface Command {
  readonly at: string;
  readonly command: string;
  readonly shown: readonly string[];
}

/** The fenced blocks of a document, in order. */
export function readBlocks(path: string, markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let section = '';
  let open: { readonly at: string; readonly language: string; readonly lines: string[] } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = /^```(\w*)/.exec(line);
    if (open === undefined && fence !== null) open = { at: `${path}:${index + 1}`, language: fence[1] ?? '', lines: [] };
    else if (open !== undefined && line === '```') {
      blocks.push({ at: open.at, section, language: open.language, text: open.lines.map((one) => `${one}\n`).join('') });
      open = undefined;
    } else if (open !== undefined) open.lines.push(line);
    else if (line.startsWith('## ')) section = line.slice('## '.length);
  }
  if (open !== undefined) throw new Error(`${open.at}: the block has no end`);
  return blocks;
}

/** The commands of a console block. A backslash at the end of a line continues it. */
export function readCommands({ at, text }: Block): readonly Command[] {
  const [before, ...parts] = text.split(/^\$ /m);
  if (before !== '') throw new Error(`${at}: the block does not begin with a command`);
  return parts.map((part) => {
    const lines = part.replace(/\n$/, '').split('\n');
    const end = lines.findIndex((line) => !line.endsWith('\\'));
    return { at, command: lines.slice(0, end + 1).join('\n'), shown: lines.slice(end + 1) };
  });
}
