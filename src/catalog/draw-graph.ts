import { type Html, html } from './html.ts';
import { type Graph, type GraphNode, relativeTo } from './page.ts';

const NODE = { width: 108, height: 26 };
const GAP = { x: 92, y: 14 };
const TOP = 34;
const MARGIN = 6;

/** Releases in columns of Kubernetes minors, the newest on top; colours come from the page's style. */
export function drawGraph({ id, title, description, columns, nodes, edges }: Graph, from: string): Html {
  const rows = Math.max(0, ...nodes.map(({ row }) => row + 1));
  const width = 2 * MARGIN + columns.length * (NODE.width + GAP.x);
  const height = TOP + rows * (NODE.height + GAP.y) + MARGIN;
  const heads = columns.map(
    (column, index) => html`<text class="head" x="${xOf(index) + NODE.width / 2}" y="18" text-anchor="middle">${column}</text>`,
  );
  const lines = edges.map(
    (edge) => html`<path class="${edge.tone}" d="${wayOf(edge.from, edge.to)}"><title>${edge.title}</title></path>\n`,
  );
  const boxes = nodes.map((node) => {
    const [x, y] = [xOf(node.column), yOf(node.row)];
    return html`<a href="${relativeTo(from, `${node.to}.html`)}"><title>${node.title}</title><rect class="${node.tone}" x="${x}" y="${y}" width="${NODE.width}" height="${NODE.height}" rx="6"/><text x="${x + NODE.width / 2}" y="${y + 17}" text-anchor="middle">${node.label}</text></a>\n`;
  });
  return html`<svg role="group" aria-labelledby="${id}-title" aria-describedby="${id}-description" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" fill="none" stroke="currentColor"><title id="${id}-title">${title}</title><desc id="${id}-description">${description}</desc>
${heads}
${lines}${boxes}</svg>`;
}

function xOf(column: number): number {
  return MARGIN + column * (NODE.width + GAP.x);
}

function yOf(row: number): number {
  return TOP + row * (NODE.height + GAP.y);
}

/** Within a column in an arc at its right side, the wider the longer; to another column in an S. */
function wayOf(from: GraphNode, to: GraphNode): string {
  const [y1, y2] = [yOf(from.row) + NODE.height / 2, yOf(to.row) + NODE.height / 2];
  const x1 = xOf(from.column) + NODE.width;
  if (from.column === to.column) {
    const bulge = Math.min(GAP.x * 0.6, 10 + Math.abs(from.row - to.row) * 5);
    return `M${x1} ${y1}C${x1 + bulge} ${y1} ${x1 + bulge} ${y2} ${x1} ${y2}`;
  }
  const x2 = xOf(to.column);
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}
