import { defineConfig } from 'vitest/config';

/** Tests against the cluster that KUBECONFIG names: one file at a time, since they share its nodes and may stop one. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    globalSetup: ['test/e2e/support/global-setup.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 180_000,
    reporters: ['verbose'],
  },
});
