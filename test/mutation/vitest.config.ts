import { defineConfig } from 'vitest/config';

/** The tests that judge the audit itself, and are fast enough to run for every mutant. */
export default defineConfig({
  test: {
    include: ['test/audit/**/*.test.ts', 'test/conformance/rules.test.ts'],
    // judges while tests are collected, so that nobody could say which test covers what
    exclude: ['test/audit/charts.test.ts'],
    isolate: false,
  },
});
