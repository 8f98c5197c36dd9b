import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeCatalog } from '../../src/catalog/index.ts';
import { publishAll, readSite, request, TODAY } from '../catalog/support/make-site.ts';
import { SEARCH_PATH } from '../support/helm-tool.ts';
import { buildHistory } from '../support/history.ts';
import { describeWith } from './support/needs.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Where pictures are put to look at: CATALOG_SHOTS, or nowhere that stays. */
const SHOTS = process.env['CATALOG_SHOTS'];
const CHROMIUM = '/usr/bin/chromium';

const LOOKS: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: 'light', viewport: { width: 1200, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1200, height: 900 } },
  small: { colorScheme: 'light', viewport: { width: 360, height: 740 } },
};
const PAGES = [
  'index.html',
  'stacks/docker-demo.html',
  'lines/docker-demo-1-36.html',
  'releases/docker-demo-1-36-v6.html',
  'compare/docker-demo-1-36-v3...docker-demo-1-36-v4.html',
];

describeWith(existsSync(CHROMIUM) ? ['helm', 'chromium'] : ['chromium'], 'a catalogue in Chromium', () => {
  const room = mkdtempSync(join(tmpdir(), 'clusterstack-catalog-'));
  const site = join(room, 'site');
  const shots = SHOTS ?? join(room, 'shots');
  const urlOf = (page: string) => pathToFileURL(join(site, page)).href;
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    const source = await publishAll(join(room, 'oci'), (await buildHistory()).slice(16, 22));
    await writeCatalog(request(source, site), { today: TODAY, programs: SEARCH_PATH, cache: join(room, 'cache') });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  }, 600_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(room, { recursive: true, force: true });
  });

  test.each(Object.entries(LOOKS))(
    '%s: no script, no request elsewhere, nothing that axe finds',
    { timeout: 600_000 },
    async (look, options) => {
      const asShipped = await browser.newContext({ ...options, javaScriptEnabled: false });
      // axe is a script, which the pages' own policy forbids.
      const asChecked = await browser.newContext({ ...options, bypassCSP: true });
      const [shipped, checked] = await Promise.all([asShipped.newPage(), asChecked.newPage()]);
      const requests: string[] = [];
      const complaints: string[] = [];
      shipped.on('request', (sent) => requests.push(sent.url()));
      shipped.on('console', (message) => complaints.push(message.text()));
      for (const page of PAGES) {
        await shipped.goto(urlOf(page));
        await shipped.screenshot({ path: join(shots, `${look}-${page.replaceAll('/', '-')}.png`), fullPage: true });
        await checked.goto(urlOf(page));
        expect(await checked.evaluate('document.documentElement.scrollWidth <= innerWidth'), `${page} fits`).toBe(true);
        const found = await checked.evaluate(
          `${AXE}; axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
        );
        expect(found, page).toEqual([]);
      }
      expect(requests).toEqual(PAGES.map(urlOf));
      expect(complaints).toEqual([]);
      await Promise.all([asShipped.close(), asChecked.close()]);
    },
  );

  test('is printed with all that is folded', { timeout: 300_000 }, async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 800, height: 1100 } });
    const page = await context.newPage();
    await page.goto(urlOf('releases/docker-demo-1-36-v6.html'));
    await page.emulateMedia({ media: 'print' });
    await page.screenshot({ path: join(shots, 'print.png'), fullPage: true });
    expect(await page.getByText('classRef').first().isVisible()).toBe(true);
    await context.close();
  });

  test('goes by keyboard: first to the content, then on', { timeout: 300_000 }, async () => {
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    await page.goto(urlOf('index.html'));
    const focused = () => page.evaluate('document.activeElement.textContent.trim()');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Upgrade paths of docker-demo');
    await context.close();
  });

  test('tells what Helm made of the releases', () => {
    const files = readSite(site);
    expect(files.get('releases/docker-demo-1-36-v6.md')).toContain('| `dns` | string | `""` |');
    expect(files.get('compare/docker-demo-1-36-v3...docker-demo-1-36-v4.md')).toContain(
      '| cni / cilium | `1.18.12` | `1.19.0` | changed |',
    );
  });
});
