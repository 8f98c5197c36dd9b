import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const tools = join(import.meta.dirname, '.tools/bin');

/** Tests with real peers: registries, oras, skopeo, helm, clusterctl, act. scripts/install-tools.sh installs them. */
export default defineConfig({
  test: {
    include: ['test/interop/**/*.test.ts'],
    env: { PATH: `${tools}:${process.env['PATH'] ?? ''}` },
    testTimeout: 300_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
