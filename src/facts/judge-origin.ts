import { createFinding, type Finding } from '../finding.ts';
import type { CodeOf } from '../finding-code.ts';
import { layoutDirectory } from '../publish/index.ts';
import type { ReleaseRequest } from '../request.ts';
import type { Origin } from './read-origin.ts';

type OriginRequest = Pick<ReleaseRequest, 'targets' | 'allowDirty'>;

/** Codes of findings that depend on where a release goes. */
const CODES: ReadonlySet<string> = new Set(['dirty-tree', 'commit-unknown']);

/** The most names of files in one message. */
const MOST_NAMES = 5;

/**
 * A release that others find by its version must be found in the repository too; a trial on one's own disk need not.
 * A silent git does not mean that nothing was changed.
 */
export function judgeOrigin(request: OriginRequest, origin: Origin, directory: string): Finding[] {
  switch (origin.kind) {
    case 'commit': {
      const { changed, unknown } = origin;
      const findings: Finding[] = [];
      if (changed.length > 0) {
        const what = `has changes that no commit has, so nobody could find out what the release was made of: ${listSome(changed)}; commit them`;
        findings.push(warn('dirty-tree', directory, what));
      }
      if (unknown.length > 0) {
        const files = listSome(unknown.map(({ path, why }) => `${path} (${why})`));
        findings.push(warn('commit-unknown', directory, `has files of which git cannot tell whether they are as committed: ${files}`));
      }
      return findings.map((finding) => refuseElsewhere(finding, request));
    }
    case 'silent': {
      const what = `lies in the repository ${origin.root}, and git does not tell what is committed there, so nobody could find out what the release was made of; git says: ${origin.why}`;
      return [refuseElsewhere(warn('commit-unknown', directory, `${what}; ${wayOut(origin)}`), request)];
    }
    case 'no-repository':
      return [
        warn(
          'no-repository',
          directory,
          'lies in no git repository, so the release names no commit, and nobody can find out what it was made of',
        ),
      ];
  }
}

/** The same for a release that was built before, by what its record keeps. */
export function judgeRecorded(request: OriginRequest, recorded: readonly Finding[]): Finding[] {
  return recorded.map((finding) => (CODES.has(finding.code) ? refuseElsewhere(finding, request) : finding));
}

/** Refused where the release goes elsewhere and nobody said that it may. */
function refuseElsewhere(finding: Finding, { targets, allowDirty }: OriginRequest): Finding {
  const elsewhere = targets.find((url) => layoutDirectory(url) === undefined);
  if (finding.verdict !== 'warn' || elsewhere === undefined || allowDirty) return finding;
  return { ...finding, verdict: 'refuse', message: `${finding.message}; or release to ${elsewhere} all the same, with --allow-dirty` };
}

function warn(code: CodeOf<'sources'>, directory: string, message: string): Finding {
  return createFinding('warn', code, directory, message);
}

/** The advice that fits git's own words. */
function wayOut({ why, root }: Extract<Origin, { kind: 'silent' }>): string {
  if (/no git on the PATH/.test(why)) return 'install git';
  if (/dubious ownership|safe\.directory/.test(why)) return `if you trust its owner: git config --global --add safe.directory ${root}`;
  if (/does not have any commits|bad default revision|unknown revision/.test(why)) return 'make a first commit';
  return 'see what git status says there';
}

function listSome(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return `${names.slice(0, MOST_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
