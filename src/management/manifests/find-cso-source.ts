import { ReleaseError } from '../../errors.ts';
import { createFinding, type Finding } from '../../finding.ts';
import { maskUrls } from '../../text.ts';
import type { CsoSource } from '../objects/cso.ts';
import type { ManifestsRequest } from './request.ts';

/** A registry that most have public repositories at. */
const PUBLIC = 'ghcr.io';

/**
 * Where CSO is to take releases from: one place, unlike us.
 * @throws ReleaseError `usage` for an address with a log-in, which would be written for all to see
 */
export function findCsoSource({ sources, csoSource, csoLogin }: Pick<ManifestsRequest, 'sources' | 'csoSource' | 'csoLogin'>): {
  readonly cso: CsoSource;
  readonly findings: readonly Finding[];
} {
  const url = csoSource ?? sources[0] ?? '';
  if (/^[a-z+]+:\/\/[^/]*@/i.test(url)) {
    throw new ReleaseError(
      'usage',
      'the address of CSO’s source has a log-in in it, and would be written for all to see; give it without, and say --cso-login',
    );
  }
  const cso = parseCsoSource(url, csoLogin);
  const warn = (message: string) => [createFinding('warn', 'cso-source', url, message)];
  if (cso.kind === 'unknown')
    return { cso, findings: warn('CSO cannot read it; name the registry that has the releases with --cso-source') };
  const others = csoSource === undefined ? sources.slice(1) : [];
  const findings =
    others.length === 0 ? [] : warn(`CSO takes releases from one place, and gets this one; it does not see ${others.join(', ')}`);
  return { cso, findings };
}

function parseCsoSource(url: string, login: ManifestsRequest['csoLogin']): CsoSource {
  const [, registry, path] = /^oci:\/\/([^/]+)\/(.+?)\/*$/.exec(url) ?? [];
  if (registry !== undefined && path !== undefined) {
    return { kind: 'oci', registry, repository: `${registry}/${path}`, login: login ?? (registry === PUBLIC ? 'none' : 'password') };
  }
  const [, owner, repository] = /^github:([^/]+)\/([^/@]+)$/.exec(url) ?? [];
  return owner === undefined || repository === undefined ? { kind: 'unknown', url: maskUrls(url) } : { kind: 'github', owner, repository };
}
