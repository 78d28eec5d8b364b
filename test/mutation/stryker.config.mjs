/**
 * Mutation tests of the audit: what tests would notice if a line of it did something else.
 * `npm run mutate`, or a part of it: `npm run mutate -- --mutate 'src/audit/rules/storage/*.ts'`.
 */
export default {
  mutate: ['src/audit/**/*.ts'],
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // What runs when a module is loaded: descriptions and tables of rules, names of kinds, regular expressions. Each of these mutants
  // would need all tests once more, in a process of its own; test/conformance/rules.test.ts asks every description what it has to say.
  ignoreStatic: true,
  incremental: true,
  incrementalFile: '.cache/mutation/incremental.json',
  tempDirName: '.cache/mutation/sandbox',
  ignorePatterns: ['docs/decisions', 'examples/*/dist', 'dist', 'lib', 'assets', '.cache'],
  concurrency: 2,
  timeoutMS: 10_000,
  thresholds: { high: 95, low: 85, break: 85 },
  reporters: ['clear-text', 'json', 'html'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: '.cache/mutation/report.json' },
  htmlReporter: { fileName: '.cache/mutation/report.html' },
};
