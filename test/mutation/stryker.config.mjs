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
  // A quarter of the mutants is static: what runs once, when a module is loaded. They are the descriptions of rules (texts, links, kinds,
  // needs), names of kinds and regular expressions in constants. Each would need all tests once more in a process of its own, hours for
  // all of them, so the score says nothing of them. What holds them is test/conformance/rules.test.ts: it asks each description what
  // it has to say, and fixtures expect findings by id, severity and line.
  ignoreStatic: true,
  // Mutants of files and tests that have not changed are not judged again. `-- --force` judges all of them, as after a change of fixtures.
  incremental: true,
  incrementalFile: '.cache/mutation/incremental.json',
  tempDirName: '.cache/mutation/sandbox',
  ignorePatterns: ['examples/*/dist', 'dist', 'lib', 'assets', '.cache'],
  concurrency: 2,
  timeoutMS: 10_000,
  thresholds: { high: 95, low: 85, break: 85 },
  reporters: ['clear-text', 'json', 'html'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: '.cache/mutation/report.json' },
  htmlReporter: { fileName: '.cache/mutation/report.html' },
};
