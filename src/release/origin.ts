/** The published release whose content another one has again, under new names. */
export type ReleaseOrigin =
  /** Rolled back to by rolling forward; `from` is the release that it takes the place of. */
  | { readonly kind: 'revert'; readonly release: string; readonly digest: string; readonly from: string }
  /** Brought to another channel. */
  | { readonly kind: 'promotion'; readonly release: string; readonly digest: string };

const REVERTS = 'clusterstack.reverts-to';
const FROM = 'clusterstack.reverts';
const PROMOTES = 'clusterstack.promotes';

/** As annotations of an OCI manifest. */
export function formatOrigin(origin: ReleaseOrigin | undefined): Readonly<Record<string, string>> {
  if (origin === undefined) return {};
  const { release, digest } = origin;
  const named = `${release}@${digest}`;
  return origin.kind === 'revert' ? { [REVERTS]: named, [FROM]: origin.from } : { [PROMOTES]: named };
}

/** From the annotations of a manifest; undefined where they name none. */
export function parseOrigin(annotations: Readonly<Record<string, string>> = {}): ReleaseOrigin | undefined {
  const [reverted, from, promoted] = [readNamed(annotations[REVERTS]), annotations[FROM], readNamed(annotations[PROMOTES])];
  if (reverted !== undefined && from !== undefined) return { kind: 'revert', ...reverted, from };
  return promoted && { kind: 'promotion', ...promoted };
}

function readNamed(text = ''): Pick<ReleaseOrigin, 'release' | 'digest'> | undefined {
  const [, release, digest] = /^([a-z0-9-]+)@(sha256:[0-9a-f]{64})$/.exec(text) ?? [];
  return release === undefined || digest === undefined ? undefined : { release, digest };
}
