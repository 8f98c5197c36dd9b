import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '../src/logger.ts';
import { formatSummary } from '../src/report/index.ts';
import type { ReleaseReport } from '../src/result.ts';
import { cleanText, disarm } from '../src/text.ts';
import { type CommandLine, runVerb, VERBS } from '../src/verbs/index.ts';
import { packChart } from './support/chart-repository.ts';
import { actsInRunner, hostileText, UNSEEN } from './support/hostile-text.ts';
import { formatConfig, writeStack } from './support/stack-builder.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

/** The text that every server answers with: in errors of registries and of GitHub, as names of tags, and in the index of a repository. */
let says = '';
const chart = await packChart('cilium', '1.0.0');
const server = createServer((request, response) => {
  const path = request.url ?? '';
  if (path.endsWith('/index.yaml')) {
    const entry = { version: '1.0.0', urls: [says || 'x'], digest: says, appVersion: says, kubeVersion: says };
    response.end(JSON.stringify({ apiVersion: 'v1', entries: { cilium: [entry, { ...entry, version: `2.0.0-${says}` }] } }));
  } else if (path.includes('/tags/list')) response.end(JSON.stringify({ name: says, tags: [says] }));
  else if (path.endsWith('.tgz')) response.end(chart.bytes);
  else
    response
      .writeHead(403, { 'content-type': 'application/json' })
      .end(JSON.stringify({ message: says, errors: [{ code: says, message: says }] }));
});
let host = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => (server.closeAllConnections(), void server.close()));

/** A stack that has the text wherever a stack can have one. */
function writeHostile(text: string): string {
  const quoted = JSON.stringify(wellFormed(text));
  const name = text.replaceAll(/[/\u0000]/g, '').slice(0, 40) || 'x';
  return writeStack(join(temporaryDirectory(), 'stacks/demo'), {
    [`cluster-class/files/${name}x`]: 'x',
    [`cluster-addon/${name}y/Chart.yaml`]: `apiVersion: v2\nname: ${quoted}\nversion: ${quoted}\nkubeVersion: ${quoted}\n`,
    'cluster-class/values.yaml': `${quoted}: ${quoted}\n- a\n`,
    'cluster-addon/cni/Chart.yaml': `apiVersion: v2\nname: cni\nversion: ${quoted}\ndependencies:\n  - {name: cilium, version: 1.x, repository: "http://${host}", alias: ${quoted}}\n`,
    'cluster-addon/cni/Chart.lock': `dependencies:\n  - {name: ${quoted}, version: ${quoted}, repository: ${quoted}}\n`,
    'compatibility.yaml': `waivers:\n  - {code: ${quoted}, subject: ${quoted}, reason: ${quoted}, until: ${quoted}}\nrules: [{chart: ${quoted}, reason: ${quoted}}]\n`,
    ...(text.length % 3 === 0 ? { 'csctl.yaml': formatConfig({ name: quoted, provider: quoted, kubernetes: quoted }) } : {}),
    ...(text.length % 5 === 1 ? { 'versions.yaml': `- {kubernetes: 1.32.5, ${quoted}: ${quoted}}\n` } : {}),
    ...(text.length % 5 === 2 ? { 'stack.lock.yaml': `lockVersion: 1\nlines:\n  ${quoted}: {kubernetes: ${quoted}}\n` } : {}),
  });
}

type Outlet = Partial<CommandLine> & { readonly verb: string };
const ways = (): readonly Outlet[] => [
  { verb: 'check' },
  { verb: 'check', format: 'sarif' },
  { verb: 'check', json: true },
  { verb: 'update', dryRun: true },
  { verb: 'plan', targets: [`oci://${host}/a`] },
  { verb: 'plan', targets: ['github:o/r'], json: true },
  { verb: 'plan', targets: ['github:o/r'], githubMatrix: true },
  { verb: 'doctor', targets: [`oci://${host}/a`] },
];

function isPrintable(text: string): boolean {
  return text.split('\n').every((line) => !UNSEEN.test(line.replaceAll(/\u001b\[\d+m/g, '')) && !actsInRunner(line));
}

/** Whether a summary has markup, a link or a picture besides our own; escaped text does not count. */
function hasMarkup(summary: string): boolean {
  const ours = /<code>(?:&#\d+;|[\p{L}\p{N} -])*<\/code>|`[^`\n]*`|\\[^\n]|<br>|<!-- -->|<\/?(?:details|summary)>/gu;
  return /<|\]\(|https?:\/\//.test(summary.replaceAll(ours, '*'));
}

/** As UTF-8 carries it: without lone surrogates. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

async function tell(outlet: Outlet, stack: string): Promise<readonly string[]> {
  const told: string[] = [];
  const say = (message: string) => void told.push(disarm(cleanText(message)));
  const verb = VERBS.find(({ name }) => name === outlet.verb);
  if (verb === undefined) throw new Error(`there is no verb ${outlet.verb}`);
  const { stdout, stderr } = await runVerb(
    verb,
    { words: outlet.verb === 'doctor' ? [] : [stack], targets: [], output: join(stack, '../out'), ...outlet },
    {
      verbs: VERBS,
      root: '.',
      variables: {
        GITHUB_API_URL: `http://${host}`,
        GITHUB_TOKEN: 'ghp_x',
        CLUSTERSTACK_RETRIES: '0',
        CLUSTERSTACK_CACHE: join(stack, '../cache'),
      },
      home: temporaryDirectory(),
      node: 'v20.0.0',
      now: new Date('2026-01-01'),
      logger: { ...silentLogger, progress: say, warn: say },
      color: true,
      password: undefined,
      ask: undefined,
    },
  );
  if (outlet.json || outlet.githubMatrix || outlet.format) JSON.parse(stdout);
  return [disarm(stdout), disarm(stderr), ...told];
}

test('whatever comes in anywhere, nothing of it acts where it leaves', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, async (text) => {
      says = wellFormed(text);
      const stack = writeHostile(text);
      for (const outlet of ways()) {
        const texts = await tell(outlet, stack);
        for (const one of texts) expect(isPrintable(one), JSON.stringify([outlet, one])).toBe(true);
        const json = outlet.json && outlet.verb === 'plan' ? (JSON.parse(texts[0] ?? '') as ReleaseReport) : undefined;
        if (json) {
          const summary = formatSummary(json);
          expect([UNSEEN.test(summary.replaceAll('\n', '')), hasMarkup(summary)], summary).toEqual([false, false]);
        }
      }
    }),
    { numRuns: 12, examples: [['a\n::error::b\u009b31m\u202e|<img src=x>`[a](b)##[add-mask]c'], ['\n::add-mask::x'], ['::error::x']] },
  );
});
