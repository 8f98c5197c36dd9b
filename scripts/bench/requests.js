// Publishing to a real registry: requests and bytes on the way, and many releases at once.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request as sendRequest } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLI, env, folder, generateStacks, hasCommand, runBeside, STACK, stackName } from './machine.js';
import { add, kb, leaveOut, ms, number, section } from './table.js';

const MANY = 20;

export async function benchRequests() {
  section('publishing');
  if (!hasCommand('crane', ['version'])) {
    leaveOut('requests of publications', 'there is no crane for a registry');
    return;
  }
  const upstream = await findFreePort();
  const crane = spawn('crane', ['registry', 'serve', '--address', `127.0.0.1:${upstream}`], { env, stdio: 'ignore' });
  const counted = { requests: 0, sent: 0, received: 0 };
  const counter = createServer((incoming, outgoing) => forward(incoming, outgoing, upstream, counted)).listen(0, '127.0.0.1');
  try {
    await once(counter, 'listening');
    await waitFor(upstream);
    const registry = `oci://127.0.0.1:${counter.address().port}`;
    await benchOne(registry, counted);
    await benchTogether(registry, counted);
  } finally {
    crane.kill('SIGKILL');
    counter.closeAllConnections();
    counter.close();
  }
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

function forward(incoming, outgoing, port, counted) {
  const { method, url, headers } = incoming;
  counted.requests++;
  const sent = sendRequest({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.rawHeaders);
    answer.on('data', (chunk) => {
      counted.received += chunk.length;
    });
    answer.pipe(outgoing);
  });
  sent.on('error', () => outgoing.destroy());
  incoming.on('data', (chunk) => {
    counted.sent += chunk.length;
  });
  incoming.pipe(sent);
}

async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function waitFor(port) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answered = await fetch(`http://127.0.0.1:${port}/v2/`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await sleep(50);
  }
  throw new Error('crane registry serve does not answer');
}
