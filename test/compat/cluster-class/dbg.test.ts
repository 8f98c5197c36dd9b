import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { CLUSTER_CLASS } from '../../../src/compat/rules/cluster-class/index.ts';
import { checkBuilt } from '../../support/check-built.ts';
import { CLASS, replaceAll } from '../../support/cluster-class.ts';
// @ts-ignore
import { CASES } from './cases.ts';
test('d', async () => {
  const out: unknown[] = [];
  for (const [code, name, change] of CASES as any) {
    const f = await checkBuilt(CLUSTER_CLASS.filter((r) => r.code === code), { 'cluster-class/templates/cluster-class.yaml': replaceAll(CLASS, change) });
    out.push([code, name, change, f.filter((x) => x.verdict !== 'ok')]);
  }
  writeFileSync('/tmp/cases.json', JSON.stringify(out));
});
