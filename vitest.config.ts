import { availableParallelism, freemem } from 'node:os';
import { defineConfig } from 'vitest/config';
import { browserFilesAtOnce } from './scripts/lib/browser-files-at-once.mjs';

const MINUTE_MS = 60_000;

/** No test is about the speed of the machine, so what is waited for may take long on any. */
const PATIENT = { expect: { poll: { timeout: MINUTE_MS } } };

/** Runs in Node and drives a real Chromium, and where there is one a Firefox, against the built page. */
const IN_BROWSERS = {
  ...PATIENT,
  environment: 'node',
  // Firefox is driven over a socket, which Node 20 has behind a flag.
  execArgv: typeof WebSocket === 'undefined' ? ['--experimental-websocket'] : [],
  globalSetup: ['test/browser/global-setup.ts'],
  testTimeout: 10 * MINUTE_MS,
  hookTimeout: 10 * MINUTE_MS,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...PATIENT,
          // By default one core is left free, which on two cores is half of them.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          name: 'unit',
          testTimeout: 2 * MINUTE_MS,
          hookTimeout: 2 * MINUTE_MS,
          environment: 'node',
          include: ['test/unit/**/*.test.ts', 'test/unit/**/*.test.tsx'],
        },
      },
      {
        test: {
          ...IN_BROWSERS,
          name: 'browser',
          include: ['test/browser/**/*.test.ts', 'test/escape/**/*.test.ts', 'test/firefox/**/*.test.ts'],
          maxWorkers: browserFilesAtOnce(availableParallelism(), freemem()),
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...IN_BROWSERS,
          // What takes minutes and changes rarely: `npm run verify`.
          name: 'long-browser',
          include: ['test/verify/browser/**/*.test.ts'],
          testTimeout: 30 * MINUTE_MS,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'endpoint',
          environment: 'node',
          // Against a real server: `npm run test:endpoint` starts one.
          include: ['test/endpoint/**/*.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
