import { code, escapeCell, fence } from '../markdown.ts';
import { type Block, type Inline, isWebUrl, type Page, type Row, relativeTo } from './page.ts';

/** A page as Markdown, as GitHub reads it. Drawings are left out: each has its table. */
export function renderMarkdown(page: Page): string {
  const { title, trail, lead, blocks } = page;
  const links = trail.map(({ to, text }) => link(text, relativeTo(page.path, `${to}.md`)));
  const parts = [
    ...(links.length > 0 ? [links.join(' / ')] : []),
    `# ${escapeMarkdown(title)}`,
    renderInlines(lead, page.path),
    renderBlocks(blocks, page.path),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function renderBlocks(blocks: readonly Block[], from: string): string {
  return blocks
    .map((block) => renderBlock(block, from))
    .filter(Boolean)
    .join('\n\n');
}

function renderBlock(block: Block, from: string): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escapeMarkdown(block.text)}`;
    case 'paragraph':
      return renderInlines(block.content, from);
    case 'notice':
      return `> ${renderInlines(block.content, from)}`;
    case 'list':
      return block.items.map((item) => `- ${renderInlines(item, from)}`).join('\n');
    case 'facts':
      return block.items.map(([term, value]) => `- **${escapeMarkdown(term)}**: ${renderInlines(value, from)}`).join('\n');
    case 'table':
      return [`**${escapeMarkdown(block.caption)}**`, renderTable(block.columns, block.rows, from)].join('\n\n');
    case 'code':
      return [`${escapeMarkdown(block.label)}:`, fence(block.language, block.text.trimEnd())].join('\n\n');
    case 'details':
      return [`**${renderInlines(block.summary, from)}**`, renderBlocks(block.blocks, from)].join('\n\n');
    case 'graph':
      return '';
  }
}

function renderTable(columns: readonly string[], rows: readonly Row[], from: string): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines = rows.map(({ cells, isStruck }) =>
    row(cells.map((cell, index) => (isStruck && index === 0 ? `~~${renderInlines(cell, from)}~~` : renderInlines(cell, from)))),
  );
  return [row(columns.map(escapeMarkdown)), row(columns.map(() => '---')), ...lines].join('\n');
}

function renderInlines(content: readonly Inline[], from: string): string {
  return content.map((part) => renderInline(part, from)).join('');
}

function renderInline(part: Inline, from: string): string {
  if (typeof part === 'string') return escapeMarkdown(part);
  switch (part.kind) {
    case 'code':
      return code(part.text);
    case 'strong':
      return part.text === '' ? '' : `**${escapeMarkdown(part.text)}**`;
    case 'tag':
      return escapeMarkdown(part.text);
    case 'date':
      return part.day;
    case 'page':
      return link(part.text, relativeTo(from, `${part.to}.md`));
    case 'file':
      return link(part.text, relativeTo(from, part.to));
    case 'url':
      return isWebUrl(part.url) ? link(part.text, part.url) : escapeMarkdown(part.text);
  }
}

/** No bracket or blank of a target ends it. */
function link(text: string, target: string): string {
  return `[${escapeMarkdown(text)}](${target
    .replaceAll(/[\s<>()\\|]/g, encodeURIComponent)
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')})`;
}

/** Text in which nothing is markup, at the beginning of a line neither. */
export function escapeMarkdown(text: string): string {
  return escapeCell(text)
    .replace(/^(\s*)([+=-])/, '$1\\$2')
    .replace(/^(\s*\d+)(?=[.)])/, '$1\\');
}
