import type { EdgeVerdict, ReleaseState, UpgradeReason } from '../../lifecycle/index.ts';
import { endSentence } from '../../text.ts';
import { formatMinor, formatVersion, type ReleaseName } from '../../version/index.ts';
import { type Inline, page, strong, type Tone, tag, url } from '../page.ts';
import { releasePath, stepPath } from '../paths.ts';

const TONES = {
  supported: 'good',
  preview: 'warn',
  deprecated: 'warn',
  expired: 'warn',
  withdrawn: 'bad',
  removed: 'bad',
  unknown: 'quiet',
} as const satisfies Record<ReleaseState['name'], Tone>;

export function toneOf({ name }: ReleaseState): Tone {
  return TONES[name];
}

export function stateTag(state: ReleaseState): Inline {
  return tag(state.name === 'unknown' ? 'not told' : state.name, toneOf(state));
}

const VERDICTS = { ok: 'good', conditional: 'warn', refused: 'bad' } as const satisfies Record<EdgeVerdict, Tone>;

export function verdictTone(verdict: EdgeVerdict): Tone {
  return VERDICTS[verdict];
}

export function verdictTag(verdict: EdgeVerdict): Inline {
  return tag(verdict, verdictTone(verdict));
}

export function releaseLink(release: string): Inline {
  return page(releasePath(release), release);
}

/** A release of a stack that is known from around it: `1.36 v4`. */
export function shortName({ line, version }: ReleaseName): string {
  return `${formatMinor(line.kubernetes)} ${formatVersion(version)}`;
}

/** Why a release is what it is, and what to take in its place. */
export function explainState(
  { name, since, reason, url: target, replacedBy }: ReleaseState,
  isKnown: (release: string) => boolean,
): readonly Inline[] {
  const instead =
    replacedBy === undefined ? [] : [' Take ', isKnown(replacedBy) ? releaseLink(replacedBy) : strong(replacedBy), ' in its place.'];
  return [
    'This release is ',
    strong(name),
    ...(since === undefined ? [] : [' since ', { kind: 'date', day: since } as const]),
    reason === undefined ? '.' : `: ${endSentence(reason)}`,
    ...instead,
    ...(target === undefined ? [] : [' ', url(target, 'Read more'), '.']),
  ];
}

export function describeReason({ code, message, url: target }: UpgradeReason): readonly Inline[] {
  return [strong(code), ` ${message}`, ...(target === undefined ? [] : [' ', url(target)])];
}

export function stepLink({ from, to }: { readonly from: string; readonly to: string }, text: string): Inline {
  return page(stepPath({ from, to }), text);
}
