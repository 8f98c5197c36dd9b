import { defineConfig } from 'vitest/config';

/** Readers with inputs that nobody wrote: `FUZZ_SECONDS` in all, `FUZZ_SEED` to repeat a run. */
export default defineConfig({
  test: { include: ['test/fuzz/**/*.test.ts'], testTimeout: 3_600_000, pool: 'forks' },
});
