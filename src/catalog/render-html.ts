import { createHash } from 'node:crypto';
import { drawGraph } from './draw-graph.ts';
import { type Html, html, styleElement } from './html.ts';
import { type Block, type Inline, isWebUrl, type Page, plainText, relativeTo } from './page.ts';
import { HOME } from './paths.ts';
import { STYLE } from './style.ts';

/** Nothing is loaded from anywhere, and no style counts but our own. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

export interface Site {
  readonly title: string;
  /** Where the site will be, with a slash at its end; undefined where that is not known. */
  readonly url: string | undefined;
}

/** A page as HTML: a file that needs no script and no other file. */
export function renderHtml(page: Page, site: Site): string {
  const { path, title, lead, trail, feed, blocks } = page;
  const to = (target: string) => relativeTo(path, target);
  const isHome = path === HOME;
  const made = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${plainText(lead)}">
<title>${isHome ? title : `${title} · ${site.title}`}</title>
${site.url === undefined ? '' : html`<link rel="canonical" href="${site.url}${isHome ? '' : `${path}.html`}">\n`}<link rel="alternate" type="text/markdown" href="${to(`${path}.md`)}">
<link rel="alternate" type="application/atom+xml" href="${to(feed)}" title="New releases">
<link rel="alternate" type="application/json" href="${to('index.json')}">
${styleElement(STYLE)}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top"><div>
<a class="brand" href="${to('index.html')}"${isHome ? html` aria-current="page"` : ''}>${site.title}</a>
<nav aria-label="Site"><ul>
<li><a href="${to(feed)}">Feed</a></li>
<li><a href="${to('index.json')}">JSON</a></li>
<li><a href="${to(`${path}.md`)}">Markdown</a></li>
</ul></nav>
</div></header>
<main id="main" tabindex="-1">
${trail.length === 0 ? '' : renderTrail(trail, title, to)}<h1>${title}</h1>
<p class="lead">${renderInlines(lead, path)}</p>
${renderContents(blocks)}${renderBlocks(blocks, path)}</main>
<footer><div>
<p>Made from the releases themselves by clusterstack. For programs: <a href="${to('index.json')}">index.json</a> (<a href="${to('index.schema.json')}">schema</a>), <a href="${to('graph.json')}">graph.json</a> (<a href="${to('graph.schema.json')}">schema</a>), <a href="${to('llms.txt')}">llms.txt</a>.</p>
</div></footer>
</body>
</html>
`;
  return made.toString();
}

function renderTrail(trail: Page['trail'], title: string, to: (target: string) => string): Html {
  const above = trail.map((item) => html`<li><a href="${to(`${item.to}.html`)}">${item.text}</a></li>`);
  return html`<nav class="trail" aria-label="Breadcrumb"><ol>${above}<li aria-current="page">${title}</li></ol></nav>\n`;
}

/** Leads to the sections of a page that has several. */
function renderContents(blocks: readonly Block[]): Html {
  const sections = blocks.flatMap((block) =>
    block.kind === 'heading' && block.level === 2 ? [html`<li><a href="#${block.id}">${block.text}</a></li>`] : [],
  );
  return sections.length < 4 ? html`` : html`<nav class="toc" aria-label="On this page"><ul>${sections}</ul></nav>\n`;
}

function renderBlocks(blocks: readonly Block[], from: string): Html {
  return html`${blocks.map((block) => html`${renderBlock(block, from)}\n`)}`;
}

function renderBlock(block: Block, from: string): Html {
  switch (block.kind) {
    case 'heading':
      return block.level === 2 ? html`<h2 id="${block.id}">${block.text}</h2>` : html`<h3 id="${block.id}">${block.text}</h3>`;
    case 'paragraph':
      return html`<p>${renderInlines(block.content, from)}</p>`;
    case 'notice':
      return html`<p class="notice ${block.tone}">${renderInlines(block.content, from)}</p>`;
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${renderInlines(item, from)}</li>`)}</ul>`;
    case 'facts':
      return html`<dl>${block.items.map(([term, value]) => html`<div><dt>${term}</dt><dd>${renderInlines(value, from)}</dd></div>\n`)}</dl>`;
    case 'table':
      return renderTable(block, from);
    case 'code':
      return html`<figure><figcaption id="${block.id}">${block.label}</figcaption><pre tabindex="0" role="group" aria-labelledby="${block.id}"><code>${block.text}</code></pre></figure>`;
    case 'details':
      return html`<details><summary>${renderInlines(block.summary, from)}</summary>\n${renderBlocks(block.blocks, from)}</details>`;
    case 'graph':
      return html`<figure class="graph" role="group" tabindex="0" aria-labelledby="${block.graph.id}-title">${drawGraph(block.graph, from)}</figure>`;
  }
}

function renderTable({ id, caption, columns, rows }: Extract<Block, { kind: 'table' }>, from: string): Html {
  const head = columns.map((column) => html`<th scope="col">${column}</th>`);
  const body = rows.map(({ cells: [first = [], ...rest], isStruck, id: anchor }) => {
    const attributes = html`${anchor === undefined ? '' : html` id="${anchor}"`}${isStruck ? html` class="struck"` : ''}`;
    return html`<tr${attributes}><th scope="row">${renderInlines(first, from)}</th>${rest.map((cell) => html`<td>${renderInlines(cell, from)}</td>`)}</tr>\n`;
  });
  return html`<section class="scroll" aria-labelledby="${id}" tabindex="0"><table><caption id="${id}">${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>${body}</tbody></table></section>`;
}

function renderInlines(content: readonly Inline[], from: string): Html {
  return html`${content.map((part) => renderInline(part, from))}`;
}

function renderInline(part: Inline, from: string): Html {
  if (typeof part === 'string') return html`${part}`;
  switch (part.kind) {
    case 'code':
      return html`<code>${part.text}</code>`;
    case 'strong':
      return html`<strong>${part.text}</strong>`;
    case 'tag':
      return html`<span class="tag ${part.tone}">${part.text}</span>`;
    case 'date':
      return html`<time datetime="${part.day}">${part.day}</time>`;
    case 'page':
      return html`<a href="${relativeTo(from, `${part.to}.html`)}${part.anchor === undefined ? '' : `#${part.anchor}`}">${part.text}</a>`;
    case 'file':
      return html`<a href="${relativeTo(from, part.to)}">${part.text}</a>`;
    case 'url':
      return isWebUrl(part.url) ? html`<a class="out" href="${part.url}" rel="noreferrer">${part.text}</a>` : html`${part.text}`;
  }
}
