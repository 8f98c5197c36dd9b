import { cleanText } from '../../text.ts';
import { formatYaml } from '../../yaml/index.ts';

/** One object of a file, and the comments before it. */
export interface YamlDocument {
  readonly comments: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

/** Columns: longer comments go on in the next line. */
const WIDTH = 120;

/** Documents as a file. Comments are cleaned: nothing that they hold ends a line. */
export function formatDocuments(documents: readonly YamlDocument[]): string {
  return documents.map(({ comments, data }) => `${comments.map(formatComment).join('')}${formatYaml(data)}`).join('---\n');
}

export function formatComment(text: string): string {
  const lines: string[] = [];
  for (const word of cleanText(text).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(last === undefined ? `# ${word}` : `#   ${word}`);
  }
  return `${lines.join('\n')}\n`;
}
