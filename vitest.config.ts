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
          // Runs in Node and drives a real Chromium, and where there is one a Firefox, against the built page.
          name: 'browser',
          environment: 'node',
          include: ['test/browser/**/*.test.ts', 'test/escape/**/*.test.ts', 'test/firefox/**/*.test.ts'],
          // Firefox is driven over a socket, which Node 20 has behind a flag.
          execArgv: typeof WebSocket === 'undefined' ? ['--experimental-websocket'] : [],
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
