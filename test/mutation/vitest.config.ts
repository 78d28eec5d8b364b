import { defineConfig } from 'vitest/config';

/**
 * The tests that judge the audit itself, and are fast enough to run for every mutant. Those of the command line and of the audit at synth
 * start programs and apps, and would notice little that these do not.
 */
export default defineConfig({
  test: {
    include: ['test/audit/**/*.test.ts', 'test/conformance/rules.test.ts'],
    // Judges whole charts while tests are collected: nobody could say which test covers what.
    exclude: ['test/audit/charts.test.ts'],
    // No test replaces a module or keeps state in one.
    isolate: false,
  },
});
