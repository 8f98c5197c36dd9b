import type { CodeTable } from '../../code-description.ts';

/** A compatibility.yaml of one waiver. */
function waiver(...lines: readonly string[]): Readonly<Record<string, string>> {
  return { 'compatibility.yaml': `waivers:\n  - ${lines.join('\n    ')}\n` };
}

const WAIVED = ['code: addon-version', 'subject: openstack-cloud-controller-manager'] as const;

/** Codes for compatibility.yaml and the waivers in it. */
export const WAIVER_CODES: CodeTable<'waivers'> = {
  'compatibility-file': {
    title: 'compatibility.yaml and the --knowledge file have the documented form',
    why: 'A misread waiver or rule would pass or refuse something other than what was intended.',
    source: 'clusterstack schema compatibility',
    verdicts: ['refuse'],
    passes: { files: waiver(...WAIVED, 'reason: backported upstream, see our issue 12', 'expires: 2027-01-31') },
    fails: { files: waiver(...WAIVED, 'reason: backported upstream, see our issue 12', 'expires: next year') },
  },
  'waiver-reason': {
    title: 'every waiver gives a reason and an expiry date',
    why: 'Otherwise nobody can tell later whether it is still needed. A waiver without either does not count.',
    verdicts: ['warn'],
    passes: { files: waiver(...WAIVED, 'reason: backported upstream, see our issue 12', 'expires: 2027-01-31') },
    fails: { files: waiver(...WAIVED, 'expires: 2027-01-31') },
  },
  'waiver-expired': {
    title: 'waivers that are still needed have not expired',
    why: 'What was waived is refused or warned about again. Fix it, or review it and set a later date.',
    verdicts: ['warn'],
    passes: { files: waiver(...WAIVED, 'reason: backported upstream, see our issue 12', 'expires: 2027-01-31') },
    fails: { files: waiver(...WAIVED, 'reason: backported upstream, see our issue 12', 'expires: 2026-01-31') },
  },
  'waiver-unused': {
    title: 'every waiver matches something that is refused or warned about',
    why: 'Otherwise it is misspelt, what it waived has been fixed, or the result is unknown, which no waiver covers. If it stays, it will hide the next such finding.',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: waiver('code: addon-versions', ...WAIVED.slice(1), 'reason: see our issue 12', 'expires: 2027-01-31') },
  },
};
