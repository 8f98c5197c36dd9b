import { formatMinor, formatVersion } from '../version/index.ts';
import type { SiteLine } from './group-releases.ts';
import { html } from './html.ts';
import type { SiteRelease } from './model.ts';
import { toneOf } from './pages/words.ts';

/** White text on them has a contrast of 4.5 to 1. */
const COLORS = { good: '#1a7340', warn: '#8a5600', bad: '#a02020', quiet: '#54606a' } as const;

/** `Kubernetes v1.32.5`, or its minor where no more is known. */
export function formatKubernetesLabel({ kubernetes, name }: SiteRelease): string {
  return `Kubernetes ${kubernetes ?? formatMinor(name.line.kubernetes)}`;
}

function describe({ line, newest }: SiteLine): { readonly label: string; readonly message: string; readonly color: string } {
  if (newest === undefined) return { label: line, message: 'none on offer', color: COLORS.bad };
  const { name, state } = newest;
  return {
    label: line,
    message: `${formatVersion(name.version)}${state.name === 'unknown' ? '' : ` ${state.name}`}`,
    color: COLORS[toneOf(state)],
  };
}

/** What shields.io draws a badge from. Source: https://shields.io/badges/endpoint-badge */
export function formatBadgeJson(line: SiteLine): string {
  return `${JSON.stringify({ schemaVersion: 1, ...describe(line) })}\n`;
}

/** A badge that nobody else has to draw. The width is that of the widest letters: a font is not measured. */
export function formatBadgeSvg(line: SiteLine): string {
  const { label, message, color } = describe(line);
  const [left, right] = [widthOf(label), widthOf(message)];
  const made = html`<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${label}: ${message}"><title>${label}: ${message}</title><rect width="${left + right}" height="20" rx="3" fill="#333a40"/><path d="M${left} 0h${right - 3}q3 0 3 3v14q0 3-3 3h-${right - 3}z" fill="${color}"/><g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle"><text x="${left / 2}" y="14" textLength="${left - 12}">${label}</text><text x="${left + right / 2}" y="14" textLength="${right - 12}">${message}</text></g></svg>
`;
  return made.toString();
}

function widthOf(text: string): number {
  return Math.round(text.length * 6.6) + 12;
}
