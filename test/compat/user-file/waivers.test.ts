import { describe, expect, test } from 'vitest';
import { applyWaivers, findUnusedWaivers, type Waiver } from '../../../src/compat/user-file/index.ts';
import { createFinding, type Finding, isMuted, isRefused, type Verdict, worstVerdict } from '../../../src/finding.ts';

const PLACE = { file: 'compatibility.yaml', line: 2, column: 5 };
const STACK = 'docker-scs-1-32';
const TODAY = '2026-11-23';

function waiver(changes: Partial<Waiver> = {}): Waiver {
  return { code: 'addon-version', subject: 'cilium', reason: 'tested by us', expires: '2027-01-31', place: PLACE, ...changes };
}

const REFUSED = createFinding('refuse', 'addon-version', 'cilium', 'does not fit', { file: 'Chart.yaml', line: 4, column: 3 });
const apply = (findings: readonly Finding[], ...waivers: readonly Waiver[]) => applyWaivers(findings, waivers, STACK, TODAY);

describe('a waiver', () => {
  test('leaves the refuse, and takes its effect', () => {
    const { findings, used } = apply([REFUSED], waiver());
    expect(findings).toEqual([{ ...REFUSED, message: 'does not fit; waived until 2027-01-31: tested by us', waived: true }]);
    expect(used.size).toBe(1);
    expect([worstVerdict(findings), isRefused(findings)]).toEqual(['warn', false]);
  });

  test('keeps its reason as it is written: what is shown is cleaned where it leaves', () => {
    expect(apply([REFUSED], waiver({ reason: 'tested\nby us\u001b[31m' })).findings[0]?.message).toBe(
      'does not fit; waived until 2027-01-31: tested\nby us\u001b[31m',
    );
  });

  test.each<[what: string, changes: Partial<Waiver>, waived: boolean]>([
    ['on its last day', { expires: TODAY }, true],
    ['on the day after', { expires: '2026-11-22' }, false],
    ['of this line', { stack: STACK }, true],
    ['of another line', { stack: 'docker-scs-1-33' }, false],
    ['of another subject', { subject: 'cilium-operator' }, false],
    ['of all subjects, which there is not', { subject: '*' }, false],
    ['of a refuse', { verdict: 'refuse' }, true],
    ['of what was a warning', { verdict: 'warn' }, false],
    ['of another code', { code: 'addon-versions' }, false],
  ])('%s', (_, changes, waived) => {
    const [finding] = apply([REFUSED], waiver(changes)).findings;
    expect(finding).toMatchObject({ verdict: 'refuse', waived });
  });

  test.each<[subject: string, waived: boolean]>([
    ['csctl.yaml', true],
    ['stacks/docker/scs/csctl.yaml', true],
    ['scs/csctl.yaml', false],
  ])('names a file as its finding does, or as people see it: %s', (subject, waived) => {
    const found = createFinding('refuse', 'missing-file', 'csctl.yaml', 'is missing', { file: 'stacks/docker/scs/csctl.yaml' });
    expect(apply([found], waiver({ code: 'missing-file', subject })).findings[0]?.waived).toBe(waived);
  });

  test('is not for all that is in a file', () => {
    expect(apply([REFUSED], waiver({ subject: 'Chart.yaml' })).findings[0]?.waived).toBe(false);
  });

  test('waives all that it names, but not what was not compared', () => {
    const again = { ...REFUSED, line: 9 };
    const said = (verdict: Verdict) => createFinding(verdict, 'addon-version', 'cilium', 'is untested');
    const { findings } = apply([REFUSED, said('warn'), again, said('unknown'), said('ok')], waiver());
    expect(findings.map(({ verdict, waived }) => [verdict, waived])).toEqual([
      ['refuse', true],
      ['warn', true],
      ['refuse', true],
      ['unknown', false],
      ['ok', false],
    ]);
  });

  test('mutes a warning until its date', () => {
    const warned = createFinding('warn', 'addon-version', 'cilium', 'is untested');
    const muted = apply([warned], waiver());
    expect(muted.findings).toEqual([{ ...warned, message: 'is untested; waived until 2027-01-31: tested by us', waived: true }]);
    expect([muted.used.size, worstVerdict(muted.findings), muted.findings.map(isMuted)]).toEqual([1, 'ok', [true]]);
    const expired = waiver({ expires: '2026-11-22' });
    const after = apply([warned], expired);
    expect(after.findings).toEqual([warned, expect.objectContaining({ code: 'waiver-expired', verdict: 'warn', subject: 'cilium' })]);
    expect(after.used).toEqual(new Set([expired]));
  });

  test('of what was not compared is not used', () => {
    expect(apply([createFinding('unknown', 'addon-version', 'cilium', 'no rule')], waiver()).used.size).toBe(0);
  });

  test('that has expired says so where it was needed', () => {
    const expired = waiver({ expires: '2026-10-31' });
    const { findings, used } = apply([REFUSED, { ...REFUSED, line: 9 }], expired);
    expect(findings).toEqual([
      REFUSED,
      { ...REFUSED, line: 9 },
      {
        code: 'waiver-expired',
        verdict: 'warn',
        subject: 'cilium',
        message:
          'the waiver of addon-version expired on 2026-10-31 and no longer counts; fix what it was for, or review it and set a later date',
        ...PLACE,
        waived: false,
      },
    ]);
    expect(used).toEqual(new Set([expired]));
  });

  test('that has expired beside one that counts is no longer needed', () => {
    const expired = waiver({ expires: '2026-10-31' });
    const counting = waiver();
    const { findings, used } = apply([REFUSED], expired, counting);
    expect(findings.map(({ code, waived }) => [code, waived])).toEqual([['addon-version', true]]);
    expect(used).toEqual(new Set([counting]));
  });
});

describe('waivers that are not used', () => {
  const CODES = ['addon-version', 'crlf'];

  test('are told once all lines are known', () => {
    const root = [waiver(), waiver({ subject: 'coredns', stack: STACK }), waiver({ code: 'addon-verison' })];
    const first = applyWaivers([REFUSED], root, 'docker-scs-1-32', TODAY);
    const second = applyWaivers([], root, 'docker-scs-1-33', TODAY);
    const unused = findUnusedWaivers(root, new Set([...first.used, ...second.used]), CODES);
    expect(unused.map(({ code, verdict, message }) => [code, verdict, message])).toEqual([
      [
        'waiver-unused',
        'warn',
        `nothing is refused or warned of as addon-version of coredns in ${STACK}, and what is unknown cannot be waived; delete the waiver, or correct its subject`,
      ],
      ['waiver-unused', 'warn', 'there is no finding with the code addon-verison; did you mean addon-version?'],
    ]);
    expect(unused[0]).toMatchObject(PLACE);
  });
});
