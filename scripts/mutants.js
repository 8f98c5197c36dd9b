// Single changes in the code of a room, each of which its tests must notice: npm run test:mutants [ROOM…]
//
// Opt-in, since a room takes minutes to an hour. A second run tries only what has changed since the first; what it
// knows is in .stryker/. What survives on purpose: docs/decisions.md.
import { spawnSync } from 'node:child_process';

const rules = (group) => ({
  files: `src/compat/rules/${group}/*.ts`,
  tests: `test/compat/${group}/*.test.ts test/compat/examples.test.ts`,
});

/** The files that are changed, and the tests that must notice: those of the room alone, or a run would take days. */
const ROOMS = {
  version: { files: 'src/version/*.ts', tests: 'test/version/*.test.ts' },
  chart: { files: 'src/chart/*.ts', tests: 'test/chart/*.test.ts' },
  facts: { files: 'src/facts/*.ts', tests: 'test/facts/*.test.ts' },
  release: { files: 'src/release/*.ts', tests: 'test/release/*.test.ts' },
  publish: { files: 'src/publish/*.ts', tests: 'test/publish/*.test.ts' },
  stages: rules('stages'),
  versions: rules('versions'),
  parts: rules('parts'),
  age: rules('age'),
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((room) => !(room in ROOMS));
if (unknown.length > 0) {
  console.error(`no such room: ${unknown.join(', ')}; there are ${Object.keys(ROOMS).join(', ')}`);
  process.exit(2);
}

const failed = (chosen.length > 0 ? chosen : Object.keys(ROOMS)).filter((room) => {
  const { files, tests } = ROOMS[room];
  console.log(`\n== ${room}`);
  const env = { ...process.env, MUTANTS_ROOM: room, MUTANTS_FILES: files, MUTANTS_TESTS: tests };
  return spawnSync('node_modules/.bin/stryker', ['run'], { env, stdio: 'inherit' }).status !== 0;
});
if (failed.length > 0) {
  console.error(`below the mark: ${failed.join(', ')}`);
  process.exit(1);
}
