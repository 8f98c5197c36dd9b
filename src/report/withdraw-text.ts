import type { WithdrawReport } from '../lifecycle/index.ts';
import type { Colors } from './findings-text.ts';

/** The result of `withdraw` for people. */
export function describeWithdrawn({ releases }: WithdrawReport, colors: Colors): string {
  const lines = releases.flatMap(({ release, state, file, result, targets, digest }) => [
    `${(result === 'written' ? colors.green : colors.dim)(result.padEnd(9))} ${colors.bold(release)}  ${state.name} since ${state.since}`,
    ...(state.reason === undefined ? [] : [`  ${state.reason}`]),
    `  ${colors.dim('file')}  ${file}${result === 'written' ? '; commit it, so that others see it' : ''}`,
    ...targets.flatMap(({ url, result: marked, error }) => [
      `  ${(marked === 'failed' ? colors.red : colors.green)(marked)}  ${url}`,
      ...(error === undefined ? [] : [`    ${colors.red(error.code)}: ${error.message}`]),
    ]),
    `  ${colors.dim(`what is published stays as it is: ${digest}`)}`,
  ]);
  return `${lines.join('\n')}\n`;
}
