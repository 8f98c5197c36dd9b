// A process that releases what it is told to, again and again, with the built library. Starting the CLI each time would
// take longer than all that processes can disturb each other in.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { release } from '../../../dist/index.js';

const folders = (process.env.PATH ?? '').split(delimiter);
const programs = folders.filter((folder) => !existsSync(join(folder, 'helm'))).join(delimiter);

process.on('message', async ({ request, github }) => {
  process.send(await release(request, { today: '2026-11-23', programs, github }));
});
