// Single changes in the code of a room, each of which its tests must notice: npm run test:mutants [ROOM…] [-- --every N]
//
// With --every only those in one of N lines, for a first look: what spans lines is left out then.
//
// Opt-in, since a room takes minutes to an hour. A second run tries only what has changed since the first; what it
// knows is in .stryker/, where a test that changed under its old name is the old one: without the file of the room a run
// begins anew. What survives on purpose: docs/decisions.md.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

const rules = (group) => ({
  files: `src/compat/rules/${group}/*.ts`,
  tests: `test/compat/${group}/*.test.ts test/compat/examples.test.ts`,
});

/** The files that are changed, and the tests that must notice: those of the room alone, or a run would take days. */
const ROOMS = {
  version: { files: 'src/version/*.ts', tests: 'test/version/*.test.ts' },
  chart: { files: 'src/chart/*.ts', tests: 'test/chart/*.test.ts' },
  facts: { files: 'src/facts/*.ts !src/facts/codes.ts', tests: 'test/facts/*.test.ts' },
  release: { files: 'src/release/*.ts', tests: 'test/release/*.test.ts' },
  publish: { files: 'src/publish/*.ts', tests: 'test/publish/*.test.ts' },
  stages: rules('stages'),
  versions: rules('versions'),
  parts: rules('parts'),
  age: rules('age'),
};

const { positionals: chosen, values } = parseArgs({ allowPositionals: true, options: { every: { type: 'string', default: '1' } } });
const every = Number(values.every);
const unknown = chosen.filter((room) => !(room in ROOMS));
if (unknown.length > 0) {
  console.error(`no such room: ${unknown.join(', ')}; there are ${Object.keys(ROOMS).join(', ')}`);
  process.exit(2);
}

const failed = (chosen.length > 0 ? chosen : Object.keys(ROOMS)).filter((room) => {
  const { files, tests } = ROOMS[room];
  console.log(`\n== ${room}`);
  const sample = every > 1 ? listLines(files) : files;
  const name = every > 1 ? `${room}-${every}` : room;
  const env = { ...process.env, MUTANTS_ROOM: name, MUTANTS_FILES: sample, MUTANTS_TESTS: tests };
  return spawnSync('node_modules/.bin/stryker', ['run'], { env, stdio: 'inherit' }).status !== 0;
});
if (failed.length > 0) {
  console.error(`below the mark: ${failed.join(', ')}`);
  process.exit(1);
}

/** One line in so many of each file, as Stryker names them. */
function listLines(files) {
  const [pattern, ...without] = files.split(' ');
  const ranges = readdirSync(dirname(pattern)).flatMap((name, offset) => {
    const path = join(dirname(pattern), name);
    if (!path.endsWith('.ts') || without.includes(`!${path}`)) return [];
    const lines = readFileSync(path, 'utf8')
      .split('\n')
      .map((_, index) => index + 1);
    return lines.filter((line) => line % every === offset % every).map((line) => `${path}:${line}-${line}`);
  });
  return ranges.join(' ');
}
