// Checking a real stack: without helm, with its addons rendered anew, and with what was rendered before.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHARTS, CLI, folder, hasCharts, hasCommand, measure, PROJECT, peakMemory, run, STACK } from './machine.js';
import { add, leaveOut, mb, ms, ratio, section } from './table.js';

const REAL = join(folder, 'openstack/scs');
const OBJECTS = 10_000;

export async function benchCheck() {
  section('checking');
  const helm = hasCommand('helm', ['version']);
  if (!helm) leaveOut('checks with rendered charts', 'there is no helm');
  if (!hasCharts()) leaveOut('checks of a stack with four addons', 'there is no ../shared/charts');
  else await benchReal(helm);
  if (helm && process.platform === 'linux') benchLarge();
}

async function benchReal(helm) {
  const cache = join(folder, 'check-cache');
  copyReal(REAL, cache);
  const check = (more) => run(process.execPath, [CLI, 'check', REAL, '--kubernetes', '1.36'], { CLUSTERSTACK_CACHE: cache, ...more });
  const times = await measure(
    {
      empty: () => run(process.execPath, ['-e', '0']),
      plain: () => check({ PATH: '' }),
      ...(helm && { kept: () => check() }),
    },
    { warmUps: 2, runs: 15 },
  );
  add('one stack, nothing rendered', ms(times.plain), ratio(times.plain, times.empty, 'node -e 0'));
  if (!helm) return;
  const again = () => {
    rmSync(join(cache, 'renders'), { recursive: true, force: true });
    check();
  };
  const { cold } = await measure({ cold: again }, { warmUps: 0, runs: 3 });
  add('  its class and four addons rendered', ms(cold), ratio(cold, times.plain, 'nothing rendered'));
  add('  what was rendered before', ms(times.kept), ratio(times.kept, times.empty, 'node -e 0'), '6.00 or less');
}

/** The stack with four addons, whose charts are in the cache. */
export function copyReal(stack, cache) {
  cpSync(join(PROJECT, 'stacks/openstack/scs'), stack, { recursive: true });
  lockArchives(join(stack, 'stack.lock.yaml'), fillCache(cache));
}

/** As an update would: by digest, which is what the lock names. The digests by name and version. */
function fillCache(cache) {
  mkdirSync(join(cache, 'charts'), { recursive: true });
  const digests = {};
  for (const from of [CHARTS, join(CHARTS, 'rebuilt')]) {
    for (const name of readdirSync(from).filter((file) => file.endsWith('.tgz'))) {
      const bytes = readFileSync(join(from, name));
      const digest = createHash('sha256').update(bytes).digest('hex');
      digests[name.slice(0, -'.tgz'.length)] ??= digest;
      writeFileSync(join(cache, 'charts', `${digest}.tgz`), bytes);
    }
  }
  return digests;
}

/** Some archives at hand were packed again: the same inside, with another digest than the official one of the lock. */
function lockArchives(file, digests) {
  const entry = /(name: "([^"]+)"\s+version: "([^"]+)"\s+repository: "[^"]+"\s+sha256: )[0-9a-f]{64}/g;
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(entry, (_, before, name, version) => before + digests[`${name}-${version}`]),
  );
}

/** A chart of very many objects. */
function benchLarge() {
  const large = join(folder, 'many-objects');
  cpSync(STACK, large, { recursive: true });
  writeFileSync(
    join(large, 'cluster-addon/metrics-server/templates/many.yaml'),
    `{{- range until ${OBJECTS} }}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: many-{{ . }}, namespace: kube-system}
data: {key: value}
{{- end }}
`,
  );
  const small = peakMemory([CLI, 'check', STACK]);
  const memory = peakMemory([CLI, 'check', large]);
  add('peak memory: one small stack', mb(small));
  add(`  a chart of ${OBJECTS} objects`, mb(memory), ratio(memory, small, 'one small stack'));
}
