import { ReleaseError } from '../../errors.ts';
import { createFinding, type Finding } from '../../finding.ts';
import { maskUrls } from '../../text.ts';
import type { CsoSource } from '../objects/cso.ts';
import type { ManifestsRequest } from './request.ts';

/** A registry that most have public repositories at. */
const PUBLIC = 'ghcr.io';

/**
 * Where CSO is to take releases from: one place, unlike us. As it was, where nothing is said; at first from the first source.
 * @throws ReleaseError `usage` for an address with a log-in, which would be written for all to see
 */
export function findCsoSource(
  { sources, csoSource, csoLogin }: Pick<ManifestsRequest, 'sources' | 'csoSource' | 'csoLogin'>,
  previous: CsoSource | undefined,
): { readonly cso: CsoSource; readonly findings: readonly Finding[] } {
  const before = csoSource === undefined && previous !== undefined ? formatCsoSource(previous) : undefined;
  const url = csoSource ?? before ?? sources[0] ?? '';
  if (/^[a-z+]+:\/\/[^/]*@/i.test(url)) {
    throw new ReleaseError(
      'usage',
      'the address of CSO’s source has a log-in in it, and would be written for all to see; give it without, and say --cso-login',
    );
  }
  const cso = keepLogin(parseCsoSource(url, csoLogin), csoLogin === undefined ? previous : undefined);
  const warn = (message: string) => [createFinding('warn', 'cso-source', url, message)];
  if (cso.kind === 'unknown')
    return { cso, findings: warn('CSO cannot read it; name the registry that has the releases with --cso-source') };
  if (csoSource !== undefined) return { cso, findings: [] };
  // What CSO cannot read, it was never meant to see.
  const others = before === undefined ? sources.slice(1) : sources.filter((source) => isOther(source, cso));
  if (others.length === 0) return { cso, findings: [] };
  const why = before === undefined ? 'gets this one' : 'keeps this one, which the folder has; --cso-source changes it';
  return { cso, findings: warn(`CSO takes releases from one place, and ${why}; it does not see ${others.join(', ')}`) };
}

/** The same place is logged in to as before. */
function keepLogin(cso: CsoSource, previous: CsoSource | undefined): CsoSource {
  return previous !== undefined && formatCsoSource(previous) === formatCsoSource(cso) ? previous : cso;
}

function isOther(source: string, cso: CsoSource): boolean {
  const other = parseCsoSource(source, undefined);
  return other.kind !== 'unknown' && formatCsoSource(other) !== formatCsoSource(cso);
}

function formatCsoSource(source: CsoSource): string {
  switch (source.kind) {
    case 'oci':
      return `oci://${source.repository}`;
    case 'github':
      return `github:${source.owner}/${source.repository}`;
    case 'unknown':
      return source.url;
  }
}

function parseCsoSource(url: string, login: ManifestsRequest['csoLogin']): CsoSource {
  const [, registry, path] = /^oci:\/\/([^/]+)\/(.+?)\/*$/.exec(url) ?? [];
  if (registry !== undefined && path !== undefined) {
    return { kind: 'oci', registry, repository: `${registry}/${path}`, login: login ?? (registry === PUBLIC ? 'none' : 'password') };
  }
  const [, owner, repository] = /^github:([^/]+)\/([^/@]+)$/.exec(url) ?? [];
  return owner === undefined || repository === undefined ? { kind: 'unknown', url: maskUrls(url) } : { kind: 'github', owner, repository };
}
