// Many releases from a layout to a registry, and once more: against the same by a process for each tag.
import { join } from 'node:path';
import { withCountedRegistry } from './counted-registry.js';
import { CLI, folder, generateStacks, hasCommand, runBeside } from './machine.js';
import { add, kb, leaveOut, ms, number, section } from './table.js';

const MANY = 100;
/** What rendering takes is another section's matter. */
const WITHOUT_HELM = { PATH: '' };

export async function benchMirror() {
  section(`mirroring ${MANY} releases`);
  if (!hasCommand('crane', ['version'])) {
    leaveOut('mirroring', 'there is no crane for a registry');
    return;
  }
  const layout = join(folder, 'mirrored');
  const args = ['release', generateStacks('mirrored', MANY), '--output', join(folder, 'mirrored-out'), '--target', `oci-layout:${layout}`];
  const { releases } = JSON.parse(await runBeside(process.execPath, [CLI, ...args, '--allow-dirty', '--json'], WITHOUT_HELM));
  const tags = releases.map(({ release }) => release);
  const copies = {
    mirror: (host) => runBeside(process.execPath, [CLI, 'mirror', `oci-layout:${layout}`, `oci://${host}/to`, '-q']),
    'oras cp': (host) =>
      forEachTag(tags, (tag) => runBeside('oras', ['cp', '--from-oci-layout', `${layout}:${tag}`, '--to-plain-http', `${host}/to:${tag}`])),
    'skopeo copy': (host) =>
      forEachTag(tags, (tag) => runBeside('skopeo', [...SKOPEO_COPY, `oci:${layout}:${tag}`, `docker://${host}/to:${tag}`])),
  };
  let ours;
  for (const [name, copy] of Object.entries(copies)) {
    const [command = ''] = name.split(' ');
    if (name !== 'mirror' && !hasCommand(command, ['--help'])) {
      leaveOut(name, `there is no ${command}`);
      continue;
    }
    // A registry of its own for each, since this one knows every blob in every repository.
    await withCountedRegistry(async (host, counted) => {
      const first = await count(counted, () => copy(host));
      const again = await count(counted, () => copy(host));
      ours ??= { first, again };
      add(name, ms(first.time), name === 'mirror' ? tell(first) : compare(ours.first, first));
      add('  once more', ms(again.time), name === 'mirror' ? tell(again) : compare(ours.again, again));
    });
  }
}

const SKOPEO_COPY = ['--insecure-policy', 'copy', '--preserve-digests', '--dest-tls-verify=false'];

/** The other's in terms of ours. */
function compare(ours, theirs) {
  const times = (key) => (ours[key] === 0 ? `${theirs[key]}` : `${number(theirs[key] / ours[key])} ×`);
  return `${times('requests')} requests, ${times('sent')} bytes, ${times('time')} time`;
}

const tell = ({ requests, sent }) => `${requests} requests, ${kb(sent)} sent`;

async function count(counted, copy) {
  Object.assign(counted, { requests: 0, sent: 0, received: 0 });
  const start = performance.now();
  await copy();
  return { ...counted, time: performance.now() - start };
}

async function forEachTag(tags, copy) {
  for (const tag of tags) await copy(tag);
}
