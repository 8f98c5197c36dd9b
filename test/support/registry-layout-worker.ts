import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, EMPTY_CONFIG, formatManifest, MANIFEST_MEDIA_TYPE, OciError, openLayout } from '../../src/oci/index.ts';

/**
 * Run as a process: `worker.js DIRECTORY ID ROUNDS same|different`. Tags once a round, together with the other
 * workers, and prints what came of each round.
 */
const [directory = '', id = '', rounds = '0', kind = ''] = process.argv.slice(2);
const store = openLayout(directory);
const results: string[] = [];
writeFileSync(join(directory, `..`, `ready-${id}`), '');
while (!existsSync(join(directory, '..', 'go'))) await sleep(1);

for (let round = 0; round < Number(rounds); round += 1) {
  const bytes = Buffer.from(`${kind} ${id} ${round}`);
  const layer = describe('text/plain', bytes);
  await store.push(layer, bytes);
  await store.push(EMPTY_CONFIG.descriptor, EMPTY_CONFIG.bytes);
  const manifest = formatManifest({ schemaVersion: 2, mediaType: MANIFEST_MEDIA_TYPE, config: EMPTY_CONFIG.descriptor, layers: [layer] });
  try {
    await store.tag(manifest, kind === 'same' ? `r${round}` : `r${round}-${id}`);
    results.push(manifest.descriptor.digest);
  } catch (error) {
    results.push(error instanceof OciError ? error.code : String(error));
  }
}
rmSync(join(directory, '..', `ready-${id}`));
process.stdout.write(JSON.stringify(results));
