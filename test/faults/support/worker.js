// A process that releases what it is told to, again and again, with the built library. Starting the CLI each time would
// take longer than all that processes can disturb each other in.
import { release } from '../../../dist/index.js';

process.on('message', async ({ request, github }) => {
  process.send(await release(request, { today: '2026-11-23', github }));
});
