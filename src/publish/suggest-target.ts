import { trimSlashes } from '../text.ts';

const SCHEMES = /^(?:(?:oci|docker|https?|ssh|git|github):\/*)+/i;

/** The target that a wrong spelling most likely means: another scheme, a URL of a browser or of git, a path. Never one with a password. */
export function suggestTarget(text: string): string | undefined {
  const layout = /^oci-layout(?::\/\/|[/=]|$)(.*)$/i.exec(text)?.[1];
  if (layout !== undefined) return `oci-layout:${layout || 'DIRECTORY'}`;
  if (/^(?:[./]|~\/)/.test(text)) return `oci-layout:${text}`;
  // git's own two forms have a user that is no secret.
  const place = trimSlashes(text.replace(SCHEMES, '').replace(/^git@([^:/@]+)[:/]/, '$1/'));
  if (!/^[\w.:/-]+$/.test(place)) return undefined;
  const [host = '', owner, repository] = place.split('/');
  const isGitHub = host.toLowerCase() === 'github.com';
  const [named, its] = isGitHub ? [owner, repository] : [host, owner];
  if (isGitHub || /^github:/i.test(text)) return named && its && `github:${named}/${its.replace(/\.git$/i, '')}`;
  return owner !== undefined && /[.:]|^localhost$/.test(host) ? `oci://${place.toLowerCase()}` : undefined;
}
