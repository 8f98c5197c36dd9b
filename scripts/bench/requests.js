// Publishing to a real registry: requests and bytes on the way, and many releases at once.
import { join } from 'node:path';
import { withCountedRegistry } from './counted-registry.js';
import { CLI, folder, generateStacks, hasCommand, runBeside, STACK, stackName } from './machine.js';
import { add, kb, leaveOut, ms, number, section } from './table.js';

const MANY = 20;

export async function benchRequests() {
  section('publishing');
  if (!hasCommand('crane', ['version'])) {
    leaveOut('requests of publications', 'there is no crane for a registry');
    return;
  }
  await withCountedRegistry(async (host, counted) => {
    await benchOne(`oci://${host}`, counted);
    await benchTogether(`oci://${host}`, counted);
  });
}

async function benchOne(registry, counted) {
  const publish = async () => {
    Object.assign(counted, { requests: 0, sent: 0, received: 0 });
    const [{ assets }] = (await release(STACK, `${registry}/bench`)).releases;
    return { files: assets.length, ...counted };
  };
  const first = await publish();
  const again = await publish();
  const tell = ({ sent, received }) => `${kb(sent)} sent, ${kb(received)} received`;
  add(`requests: first publication, ${first.files} files`, String(first.requests), tell(first));
  add('  rerun with nothing to do', String(again.requests), tell(again), '3 or less');
}

async function benchTogether(registry, counted) {
  const stacks = generateStacks('together', MANY);
  // What helm takes to render them is another section's matter.
  await runBeside(process.execPath, [CLI, 'check', stacks]);
  const start = performance.now();
  counted.requests = 0;
  await release(stacks, `${registry}/together`);
  const together = performance.now() - start;
  const perRelease = counted.requests / MANY;
  const begin = performance.now();
  for (let index = 0; index < MANY; index++) await release(join(stacks, stackName(index)), `${registry}/apart`);
  const apart = performance.now() - begin;
  add(`${MANY} releases one after the other`, ms(apart));
  add('  at once', ms(together), `${number(apart / together)} × less`);
  add('  requests of each', number(perRelease));
}

async function release(stacks, target) {
  const args = ['release', stacks, '--output', join(folder, 'published'), '--target', target, '--allow-dirty', '--json'];
  return JSON.parse(await runBeside(process.execPath, [CLI, ...args]));
}
