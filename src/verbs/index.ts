// Written by scripts/list-verbs.js, which npm run build runs: each file of this folder is a verb.
import build from './build.ts';
import bundle from './bundle.ts';
import cache from './cache.ts';
import catalog from './catalog.ts';
import check from './check.ts';
import type { Verb } from './common/verb.ts';
import completion from './completion.ts';
import diff from './diff.ts';
import doctor from './doctor.ts';
import e2e from './e2e.ts';
import explain from './explain.ts';
import images from './images.ts';
import init from './init.ts';
import list from './list.ts';
import manifests from './manifests.ts';
import mirror from './mirror.ts';
import notes from './notes.ts';
import plan from './plan.ts';
import promote from './promote.ts';
import publish from './publish.ts';
import pull from './pull.ts';
import release from './release.ts';
import revert from './revert.ts';
import rules from './rules.ts';
import schema from './schema.ts';
import update from './update.ts';
import upgrades from './upgrades.ts';
import verify from './verify.ts';
import version from './version.ts';
import withdraw from './withdraw.ts';

export type { Flag } from './common/flags.ts';
export { explainUsage } from './common/foreign-words.ts';
export { formatFailure, runVerb } from './common/run-verb.ts';
export type { CommandLine, Surroundings, Verb } from './common/verb.ts';

/** All verbs, as the help lists them. */
export const VERBS: readonly Verb[] = [
  build,
  bundle,
  cache,
  catalog,
  check,
  completion,
  diff,
  doctor,
  e2e,
  explain,
  images,
  init,
  list,
  manifests,
  mirror,
  notes,
  plan,
  promote,
  publish,
  pull,
  release,
  revert,
  rules,
  schema,
  update,
  upgrades,
  verify,
  version,
  withdraw,
].sort((a, b) => a.order - b.order);
