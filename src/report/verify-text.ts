import type { Difference, VerifiedRelease, VerifyReport } from '../lifecycle/index.ts';
import { endSentence, formatCount } from '../text.ts';
import { type Colors, formatBasis, formatFindings } from './findings-text.ts';
import { tellAll } from './told.ts';

/** The result of `verify` for people. */
export function describeVerified({ releases, basis }: VerifyReport, colors: Colors): string {
  const bad = releases.filter(({ differences }) => differences.length > 0).length;
  const unread = releases.filter(({ error, differences }) => error !== undefined && differences.length === 0).length;
  const good = releases.length - bad - unread;
  const sum = [
    ...(good > 0 ? [`${formatCount(good, 'release')} verified`] : []),
    ...(bad > 0 ? [`${bad} not as it should be`] : []),
    ...(unread > 0 ? [`${unread} could not be verified`] : []),
  ].join(', ');
  const findings = releases.flatMap((release) => release.findings);
  return `${[...releases.map((release) => describeRelease(release, colors)), sum, ...formatBasis(colors, basis, findings)].join('\n')}\n`;
}

function describeRelease(verified: VerifiedRelease, colors: Colors): string {
  const { release, places, state, differences, findings, error } = verified;
  const [mark] = [
    ...(differences.length > 0 ? [colors.red('differs ')] : []),
    ...(error === undefined ? [] : [colors.red('failed  ')]),
    colors.green('verified'),
  ];
  // What a rule refuses is among the differences already.
  const others = findings.filter(({ verdict, waived }) => verdict !== 'refuse' || waived);
  return [
    `${mark} ${colors.bold(release)}`,
    ...(state === undefined ? [] : [`  ${colors.yellow(`${state.name} since ${state.since}`)}: ${describeWay(state)}`]),
    ...places.flatMap(({ url, digest, attestation }) => [
      `  ${url}  ${colors.dim(digest ?? '')}`,
      ...(attestation === undefined ? [] : [`    ${colors.dim(`attestation ${attestation.verdict}`)}: ${attestation.message}`]),
    ]),
    ...differences.map((difference) => describeDifference(difference, colors)),
    ...(error === undefined ? [] : [`  ${colors.red(error.code)}: ${error.message}`]),
    ...formatFindings(colors, tellAll(others)),
    '',
  ].join('\n');
}

function describeDifference({ where, what, expected, found }: Difference, colors: Colors): string {
  return [`  ${colors.red(where)}  ${what}`, `    expected  ${expected}`, `    found     ${found}`].join('\n');
}

/** Why it is no longer on offer, and where to go from there. */
function describeWay({ reason = '', replacedBy, url }: NonNullable<VerifiedRelease['state']>): string {
  const more = [...(replacedBy === undefined ? [] : [`Take ${replacedBy} in its place.`]), ...(url === undefined ? [] : [`See ${url}`])];
  return [more.length > 0 && reason !== '' ? endSentence(reason) : reason, ...more].join(' ');
}
