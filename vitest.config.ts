import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/interop/**', 'test/fuzz/**'],
    setupFiles: ['test/support/property-seed.ts'],
    testTimeout: 30_000,
    // Tests share no state, and one of them changes the directory, which threads cannot.
    pool: 'forks',
    isolate: false,
  },
});
