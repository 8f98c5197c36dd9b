// Written by scripts/list-verbs.js, which npm run build runs: each file of this folder is a verb.
import build from './build.ts';
import cache from './cache.ts';
import catalog from './catalog.ts';
import check from './check.ts';
import type { Verb } from './common/verb.ts';
import completion from './completion.ts';
import doctor from './doctor.ts';
import explain from './explain.ts';
import init from './init.ts';
import list from './list.ts';
import plan from './plan.ts';
import publish from './publish.ts';
import release from './release.ts';
import rules from './rules.ts';
import schema from './schema.ts';
import update from './update.ts';
import upgrades from './upgrades.ts';
import version from './version.ts';

export type { Flag } from './common/flags.ts';
export { explainUsage } from './common/foreign-words.ts';
export { formatFailure, runVerb } from './common/run-verb.ts';
export type { CommandLine, Surroundings, Verb } from './common/verb.ts';

/** All verbs, as the help lists them. */
export const VERBS: readonly Verb[] = [
  build,
  cache,
  catalog,
  check,
  completion,
  doctor,
  explain,
  init,
  list,
  plan,
  publish,
  release,
  rules,
  schema,
  update,
  upgrades,
  version,
].sort((a, b) => a.order - b.order);
