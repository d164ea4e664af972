import { defineConfig } from 'vitest/config';

const MINUTE_MS = 60_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/unit/**/*.test.ts', 'test/unit/**/*.test.tsx'],
        },
      },
      {
        test: {
          // Runs in Node and drives a real Chromium against the built page.
          name: 'browser',
          environment: 'node',
          include: ['test/browser/**/*.test.ts', 'test/escape/**/*.test.ts'],
          globalSetup: ['test/browser/global-setup.ts'],
          // One page at a time: each keeps a model and a Python busy.
          fileParallelism: false,
          testTimeout: 3 * MINUTE_MS,
          hookTimeout: 4 * MINUTE_MS,
        },
      },
    ],
  },
});
