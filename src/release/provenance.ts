/** Where a release's content comes from. The same for every run on one commit; it never decides what a release is. */
export interface Provenance {
  /** The commit's full hash. */
  readonly commit: string;
  /** `https://github.com/org/repo` */
  readonly repository?: string | undefined;
  /** When the commit was made, or what SOURCE_DATE_EPOCH says: `2026-11-23T10:00:00Z`. */
  readonly created?: string | undefined;
  /** `clusterstack 0.1.0` */
  readonly tool: string;
  /** Made from files that the commit does not have so. */
  readonly dirty?: boolean | undefined;
}

/** Source: https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md */
const REVISION = 'org.opencontainers.image.revision';
const SOURCE = 'org.opencontainers.image.source';
export const CREATED = 'org.opencontainers.image.created';
const TOOL = 'clusterstack.tool';
const DIRTY = 'clusterstack.dirty';

/** As annotations of an OCI manifest. */
export function formatProvenance(provenance: Provenance | undefined): Readonly<Record<string, string>> {
  if (provenance === undefined) return {};
  const { commit, repository, created, tool, dirty } = provenance;
  return {
    [REVISION]: commit,
    ...(repository !== undefined && { [SOURCE]: repository }),
    ...(created !== undefined && { [CREATED]: created }),
    [TOOL]: tool,
    ...(dirty && { [DIRTY]: 'true' }),
  };
}

/** Provenance from the annotations of a manifest; undefined where they name no commit. */
export function parseProvenance(annotations: Readonly<Record<string, string>> = {}): Provenance | undefined {
  const commit = annotations[REVISION];
  if (commit === undefined) return undefined;
  const [repository, created] = [annotations[SOURCE], annotations[CREATED]];
  return {
    commit,
    ...(repository !== undefined && { repository }),
    ...(created !== undefined && { created }),
    tool: annotations[TOOL] ?? '',
    ...(annotations[DIRTY] === 'true' && { dirty: true }),
  };
}
