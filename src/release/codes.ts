import type { CodeTable } from '../code-description.ts';

/** Versions that a release cannot have. */
export const NUMBERING_CODES: CodeTable<'numbering'> = {
  'chart-version': {
    title: 'the version of a release is valid for its charts',
    why: 'Helm rejects a chart version whose last part is a number with a leading zero.',
    source: 'Semantic Versioning 2.0.0, item 9',
    verdicts: ['refuse'],
    passes: { files: {}, note: 'in mode hash the version is v0-sha.1a2b3c4' },
    fails: { files: {}, note: 'in mode hash the version is v0-sha.0123456' },
  },
  'channel-numbering': {
    title: 'the numbers of releases in a channel have equal width',
    why: 'CSO compares them as text, where "10" sorts before "9", and would go back to the older release.',
    source: 'CSO’s version package',
    verdicts: ['warn'],
    passes: { files: {}, note: 'the newest release is v0-beta.104' },
    fails: { files: {}, note: 'the newest release is v0-beta.9' },
  },
  'revert-undone': {
    title: 'a release does not undo the revert before it',
    why: 'A revert leaves the stack’s sources as they are, so releasing them again brings back what clusters were rolled back from.',
    source: 'CSO takes the newest release of a channel',
    verdicts: ['refuse', 'unknown'],
    passes: { files: {}, note: 'the sources have changed since, or --after-revert says that they are right as they are' },
    fails: { files: {}, note: 'the newest release is a revert, and the sources are those of the release that it took the place of' },
  },
};
