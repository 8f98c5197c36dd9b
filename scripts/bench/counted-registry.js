// A real registry in memory, behind a proxy that counts what goes to it and comes back.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request as sendRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { env } from './machine.js';

/** Runs `bench` with the registry's host and the counts, which it may set back. */
export async function withCountedRegistry(bench) {
  const upstream = await findFreePort();
  const crane = spawn('crane', ['registry', 'serve', '--address', `127.0.0.1:${upstream}`], { env, stdio: 'ignore' });
  const counted = { requests: 0, sent: 0, received: 0 };
  const counter = createServer((incoming, outgoing) => forward(incoming, outgoing, upstream, counted)).listen(0, '127.0.0.1');
  try {
    await once(counter, 'listening');
    await waitFor(upstream);
    await bench(`127.0.0.1:${counter.address().port}`, counted);
  } finally {
    crane.kill('SIGKILL');
    counter.closeAllConnections();
    counter.close();
  }
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
