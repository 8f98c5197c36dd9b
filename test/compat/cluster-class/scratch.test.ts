import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { parseManifests } from '../../../src/chart/index.ts';
import { CLUSTER_CLASS } from '../../../src/compat/rules/cluster-class/index.ts';
import { runRules } from '../../../src/compat/index.ts';
import { buildFacts } from '../../support/check-built.ts';
test('x', async () => {
  let out = '';
  for (const f of readdirSync('/tmp/pub').filter((f) => f.endsWith('.yaml'))) {
    const [provider='', name='', major='', minor=''] = f.replace('.yaml', '').split('-');
    const { objects, problems } = parseManifests(readFileSync(`/tmp/pub/${f}`, 'utf8'), (template) => ({ file: template }));
    const facts = await buildFacts({}, { renderings: { 'cluster-class': { kind: 'rendered', objects, problems } }, facts: { line: { provider, name, kubernetes: { major: +major, minor: parseInt(minor) } }, kubernetes: { major: 1, minor: parseInt(minor), patch: 5 } } });
    const findings = runRules(facts, CLUSTER_CLASS);
    const n: Record<string, number> = {};
    for (const x of findings) n[x.verdict] = (n[x.verdict] ?? 0) + 1;
    out += `== ${f} ${JSON.stringify(n)}\n`;
    for (const x of findings) if (x.verdict !== 'ok' || process.env['ALL']) out += `  ${x.verdict} ${x.code} [${x.subject}] ${x.message}\n`;
  }
  writeFileSync('/tmp/pub/out.txt', out);
});
