import { describe, expect, test } from 'vitest';
import type { Example } from '../../src/code-description.ts';
import { RULES } from '../../src/compat/index.ts';
import { checkBuilt } from '../support/check-built.ts';

/** A rule's findings about one of its own examples. */
async function judge(code: string, { files, earlier, otherMinors, images, today }: Example): Promise<string[]> {
  const facts = { ...(otherMinors && { otherMinors }), ...(images && { images }), ...(today && { today }) };
  const findings = await checkBuilt(RULES, files, { facts, ...(earlier && { earlier }) });
  return findings.filter((finding) => finding.code === code).map(({ verdict }) => verdict);
}

test('codes are unique', () => {
  expect(RULES.map(({ code }) => code)).toEqual([...new Set(RULES.map(({ code }) => code))]);
});

describe.each(RULES)('$code', ({ code, passes, fails, verdicts }) => {
  test('its examples pass and fail', async () => {
    expect((await judge(code, passes)).filter((verdict) => verdict !== 'ok')).toEqual([]);
    const failing = await judge(code, fails);
    // What some rules look for they can only call unknown.
    const bad = verdicts.some((verdict) => verdict === 'refuse' || verdict === 'warn') ? ['refuse', 'warn'] : ['unknown'];
    expect(failing.filter((verdict) => bad.includes(verdict))).not.toEqual([]);
    expect(verdicts).toEqual(expect.arrayContaining(failing));
  });
});
