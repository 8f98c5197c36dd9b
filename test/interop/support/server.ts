import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server as NetServer } from 'node:net';
import { cleanEnvironment } from './run.ts';

export interface Server {
  close(): Promise<void>;
}

/** Lets a server listen on loopback, and tells on which port. */
export async function listenOnLoopback(server: NetServer): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A port of the loopback interface that nobody listens on. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnLoopback(server);
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts a server process and waits until it says `ready`. */
export async function startServer(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  ready: () => Promise<boolean>,
): Promise<Server> {
  const child = spawn(command, args, { env: cleanEnvironment(env), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const end = setTimeout(() => child.kill('SIGKILL'), 20_000);
  try {
    while (!(await ready().catch(() => false))) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${command} ended before it was ready:\n${output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    clearTimeout(end);
  }
  return { close: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}
