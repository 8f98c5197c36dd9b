// npm run bench: how fast dist/cli.js is, as ratios to what the same machine does in the same run. It prints and never
// fails on slowness. Peers (helm, crane) come from .tools/bin or PATH; what needs one that is absent is left out, and said.
import { benchBuild } from './bench/build.js';
import { benchCatalog } from './bench/catalog.js';
import { benchCheck } from './bench/check.js';
import { benchDependencies } from './bench/dependencies.js';
import { benchDiff } from './bench/diff.js';
import { benchList } from './bench/list.js';
import { benchMirror } from './bench/mirror.js';
import { benchRequests } from './bench/requests.js';
import { printTable } from './bench/table.js';
import { benchYaml } from './bench/yaml.js';

const SECTIONS = {
  build: benchBuild,
  catalog: benchCatalog,
  check: benchCheck,
  dependencies: benchDependencies,
  diff: benchDiff,
  list: benchList,
  mirror: benchMirror,
  requests: benchRequests,
  yaml: benchYaml,
};

/** Those named on the command line, or all. */
const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(SECTIONS, name));
if (unknown.length > 0) throw new Error(`no section ${unknown.join(', ')}; there are ${Object.keys(SECTIONS).join(', ')}`);
for (const [name, bench] of Object.entries(SECTIONS)) if (named.length === 0 || named.includes(name)) await bench();
printTable();
