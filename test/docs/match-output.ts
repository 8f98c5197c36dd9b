/**
 * What is printed, in the words of what is shown: where both say the same the shown lines come back, else the
 * printed ones. `…` in a line stands for any text, and alone on a line for any number of lines.
 */
export function matchOutput(shown: readonly string[], printed: string): string {
  const text = shown.join('\n').trimEnd();
  const pattern = text
    .split('\n')
    .map((line) => (line.trim() === '…' ? '(?:.*(?:\n|$))*?' : `${line.split('…').map(escapePattern).join('.*')}(?:\n|$)`))
    .join('');
  return new RegExp(`^${pattern}$`).test(`${trimLines(printed)}`) ? text : trimLines(printed);
}

function trimLines(text: string): string {
  return text.replace(/[ \t]+$/gm, '').trimEnd();
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
