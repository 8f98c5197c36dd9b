/**
 * Mutants of one room, which scripts/mutants.js names.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: (process.env['MUTANTS_FILES'] ?? '').split(' '),
  plugins: ['@stryker-mutator/vitest-runner', './scripts/ignore-prose.js'],
  ignorers: ['prose'],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutants.config.ts' },
  concurrency: 1,
  incremental: true,
  incrementalFile: `.stryker/${process.env['MUTANTS_ROOM']}.json`,
  tempDirName: '.stryker/tmp',
  ignorePatterns: ['dist', 'docs', '.release', '.tools'],
  // TypeScript 7 has no API for Stryker to read one with.
  tsconfigFile: 'none',
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  // A busy machine is not an endless loop.
  timeoutMS: 60_000,
  thresholds: { high: 90, low: 85, break: 85 },
};
