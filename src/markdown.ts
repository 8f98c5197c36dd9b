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

/** Without a character that HTML, Markdown or a table would see something in. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} -]/gu, (char) => `&#${char.codePointAt(0)};`);
}

/** Lines that are shown when they are asked for. The title is HTML. */
export function fold(title: string, lines: readonly string[]): string[] {
  return [[`<details><summary>${title}</summary>`, '', ...lines, '', '</details>'].join('\n'), ''];
}
