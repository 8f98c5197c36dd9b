/** Other people's text in GitHub's Markdown: no markup, link, image, mention or HTML of its own. */

/** Text in a table cell, or behind a quote's sign: no cell, markup, link or mention of its own. */
export function escapeCell(text: string): string {
  // A comment breaks what GitHub would make a link by itself, and is not seen.
  return text
    .replaceAll(/[\\|<>`*_~[\]&#!]/g, '\\$&')
    .replaceAll(/\n/g, '<br>')
    .replaceAll(/(?<=:)\/\/|@|(?<=www)\.|(?<=\w)#(?=\d)/gi, '<!-- -->$&');
}

/** Text as code, where only what would end it has to go. A backslash before a pipe would free it, so that is written as HTML. */
export function code(text: string): string {
  if (text === '') return '';
  if (text.includes('\\')) return `<code>${escapeHtml(text)}</code>`;
  return `\`${text.replaceAll(/\s+/g, ' ').replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

/** A block of code that nothing in it ends. */
export function fence(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${text}\n${ticks}`;
}

/** Without a character that HTML, Markdown or a table would see something in. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} -]/gu, (char) => `&#${char.codePointAt(0)};`);
}

/** Lines that are shown when they are asked for. The title is HTML. */
export function fold(title: string, lines: readonly string[]): string[] {
  return [[`<details><summary>${title}</summary>`, '', ...lines, '', '</details>'].join('\n'), ''];
}

/** Characters that GitHub takes in one comment. Source: https://github.com/orgs/community/discussions/41331 */
const MOST_CHARACTERS = 65_536;

/**
 * Parts, joined into what GitHub takes as one comment. They are whole in themselves, so whatever is left out begins after one.
 * @param told where all of it is, as a sentence
 */
export function fitComment(parts: readonly string[], told: string): string {
  const cut = `> [!NOTE]\n> The rest is left out: GitHub takes no more than 65,536 characters. ${told}\n`;
  let text = '';
  for (const part of parts) {
    if (text.length + part.length > MOST_CHARACTERS - cut.length) return `${text}${cut}`;
    text += part;
  }
  return text;
}
