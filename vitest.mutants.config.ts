import { defineConfig } from 'vitest/config';

/** The tests of one room, for `npm run test:mutants`, which names them. */
export default defineConfig({
  test: { include: (process.env['MUTANTS_TESTS'] ?? '').split(' '), testTimeout: 30_000, isolate: false },
});
