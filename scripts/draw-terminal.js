// Draws what a command printed as a terminal: reads it from standard input, and writes an SVG to standard output.
// Its argument is the command: clusterstack release … | node scripts/draw-terminal.js 'npx clusterstack release …'
import { readFileSync } from 'node:fs';

const CHARACTER = 7.83;
const LINE = 19;
const MARGIN = 18;
const BAR = 34;
/** Beyond these the picture is cut, and says so. */
const COLUMNS = 92;
const LINES = 16;

const command = process.argv[2] ?? '';
// A release's own digest has the commit in it, and so says nothing to a reader.
const printed = readFileSync(0, 'utf8')
  .replaceAll(/sha256:[0-9a-f]{64}/g, 'sha256:…')
  .trimEnd()
  .split('\n');
const shown = printed.length > LINES ? [...printed.slice(0, LINES - 1), '…'] : printed;
const lines = [`$ ${command}`, ...shown].map((line) => (line.length > COLUMNS ? `${line.slice(0, COLUMNS - 1)}…` : line));

const width = Math.ceil(COLUMNS * CHARACTER + 2 * MARGIN);
const height = BAR + lines.length * LINE + MARGIN;
const escapeMarkup = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
// A line's first word tells what it is.
const findWord = (line) => /^\s*(refuse|warn|ok|unknown|released|published|\$)(?=\s)/.exec(line);

function drawLine(line, index) {
  const word = findWord(line);
  const end = word?.[0].length ?? 0;
  const first = word === null ? '' : `<tspan class="${word[1] === '$' ? 'prompt' : word[1]}">${escapeMarkup(line.slice(0, end))}</tspan>`;
  return `<text x="${MARGIN}" y="${BAR + 14 + index * LINE}" xml:space="preserve">${first}${escapeMarkup(line.slice(end))}</text>`;
}

process.stdout.write(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escapeMarkup(command)}</title>
<style>
text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; fill: #1f2328; }
.back { fill: #f6f8fa; stroke: #d1d9e0; }
.dot { fill: #d1d9e0; }
.prompt, .unknown { fill: #59636e; }
.released, .published, .ok { fill: #1a7f37; }
.warn { fill: #9a6700; }
.refuse { fill: #d1242f; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .back { fill: #151b23; stroke: #3d444d; }
  .dot { fill: #3d444d; }
  .prompt, .unknown { fill: #9198a1; }
  .released, .published, .ok { fill: #3fb950; }
  .warn { fill: #d29922; }
  .refuse { fill: #f85149; }
}
</style>
<rect class="back" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
<circle class="dot" cx="20" cy="17" r="5"/><circle class="dot" cx="38" cy="17" r="5"/><circle class="dot" cx="56" cy="17" r="5"/>
${lines.map(drawLine).join('\n')}
</svg>
`);
