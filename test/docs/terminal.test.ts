import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWithHelm } from '../support/helm-tool.ts';
import { startStandIns } from './stand-ins.ts';
import { createWorkspace } from './workspace.ts';

const COMMAND = 'npx clusterstack release stacks/docker/scs --kubernetes 1.36';

const draw = (printed: string) =>
  execFileSync(process.execPath, ['scripts/draw-terminal.js', COMMAND], { input: printed, encoding: 'utf8' });

describeWithHelm('the picture in README', () => {
  test('is drawn from what the command prints (UPDATE=1 draws it)', async () => {
    const standIns = await startStandIns(COMMAND);
    const cache = mkdtempSync(join(tmpdir(), 'clusterstack-cache-'));
    const workspace = createWorkspace(standIns, 'clone', cache);
    try {
      const { code, printed } = await workspace.run(COMMAND);
      expect(code).toBe(0);
      const picture = draw(printed);
      if (process.env['UPDATE'] !== undefined) writeFileSync('docs/terminal.svg', picture);
      else expect(readFileSync('docs/terminal.svg', 'utf8')).toBe(picture);
    } finally {
      workspace.remove();
      rmSync(cache, { recursive: true, force: true });
      await standIns.close();
    }
  }, 120_000);

  test('shows markup as text, and what is cut', () => {
    const picture = draw(`refuse  <b> & c\n${'x'.repeat(200)}\n${'y\n'.repeat(30)}`);
    expect(picture).toContain('<tspan class="refuse">refuse</tspan>  &lt;b&gt; &amp; c</text>');
    expect(picture).toContain(`>${'x'.repeat(91)}…</text>`);
    expect(picture.match(/>y<\/text>/g)).toHaveLength(13);
    expect(picture).toContain('>…</text>\n</svg>\n');
  });
});
