import type { CodeTable } from '../../code-description.ts';

/** A compatibility.yaml of one waiver. */
function waiver(...lines: readonly string[]): Readonly<Record<string, string>> {
  return { 'compatibility.yaml': `waivers:\n  - ${lines.join('\n    ')}\n` };
}

const WAIVED = ['code: addon-version', 'subject: openstack-cloud-controller-manager'] as const;

/** What is wrong with compatibility.yaml and the waivers in it. */
export const WAIVER_CODES: CodeTable<'waivers'> = {
  'compatibility-file': {
    title: 'compatibility.yaml and the file of --knowledge have the documented form',
    why: 'A waiver or a rule that is misread would pass, or refuse, something else than was meant.',
    source: 'clusterstack schema compatibility',
    verdicts: ['refuse'],
    passes: { files: waiver(...WAIVED, 'reason: backported upstream, see our issue 12', 'expires: 2027-01-31') },
    fails: { files: waiver(...WAIVED, 'reason: backported upstream, see our issue 12', 'expires: next year') },
  },
  'waiver-reason': {
    title: 'every waiver says why, and until when',
    why: 'Nobody can tell later whether it may go. A waiver that says neither does not count.',
    verdicts: ['warn'],
    passes: { files: waiver(...WAIVED, 'reason: backported upstream, see our issue 12', 'expires: 2027-01-31') },
    fails: { files: waiver(...WAIVED, 'expires: 2027-01-31') },
  },
  'waiver-expired': {
    title: 'waivers that are needed have not expired',
    why: 'What was waived is refused, or warned of, again: it has to be fixed now, or looked at anew.',
    verdicts: ['warn'],
    passes: { files: waiver(...WAIVED, 'reason: backported upstream, see our issue 12', 'expires: 2027-01-31') },
    fails: { files: waiver(...WAIVED, 'reason: backported upstream, see our issue 12', 'expires: 2026-01-31') },
  },
  'waiver-unused': {
    title: 'every waiver waives something that is refused or warned of',
    why: 'It is misspelt, or what it waived is fixed, or is unknown, which no waiver hides. Left there, it would hide the next such finding.',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: waiver('code: addon-versions', ...WAIVED.slice(1), 'reason: see our issue 12', 'expires: 2027-01-31') },
  },
};
