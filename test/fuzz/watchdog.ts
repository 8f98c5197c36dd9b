import { Worker } from 'node:worker_threads';

/** Longest that one input may take, in milliseconds. */
const LONGEST = 10_000;

/** The count goes up when an input begins and when it ends, so it is odd while one is being read. */
const WATCH = `
  const { workerData } = require('node:worker_threads');
  const count = new Int32Array(workerData.count);
  let last = 0;
  let since = Date.now();
  setInterval(() => {
    const now = Atomics.load(count, 0);
    if (now !== last || now % 2 === 0) [last, since] = [now, Date.now()];
    if (Date.now() - since < ${LONGEST}) return;
    const label = Buffer.from(new Uint8Array(workerData.label)).toString('utf8').replaceAll('\\0', '');
    require('node:fs').writeSync(2, 'an input took longer than ${LONGEST / 1000} s: ' + label + '\\n');
    process.kill(process.pid, 'SIGKILL');
  }, 500);
`;

/** Ends the process, and says by which input, where one of them takes too long: what hangs cannot end itself. */
export function startWatchdog(): { start(label: string): void; stop(): void; close(): Promise<number> } {
  const [count, label] = [new SharedArrayBuffer(4), new SharedArrayBuffer(256)];
  const worker = new Worker(WATCH, { eval: true, workerData: { count, label } });
  worker.unref();
  const advance = () => Atomics.add(new Int32Array(count), 0, 1);
  return {
    start(text) {
      const bytes = new Uint8Array(label).fill(0);
      bytes.set(Buffer.from(text).subarray(0, bytes.length));
      advance();
    },
    stop: advance,
    close: () => worker.terminate(),
  };
}
