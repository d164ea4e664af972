import { defineConfig } from 'vitest/config';

const HOUR_MS = 3_600_000;

/** The long proofs, apart from the tests: `npm run verify`. */
export default defineConfig({
  test: {
    name: 'verify',
    environment: 'node',
    include: ['test/verify/**/*.verify.ts'],
    testTimeout: HOUR_MS,
    hookTimeout: HOUR_MS,
    // They count and print; one after another, so that what they print stays together.
    fileParallelism: false,
    disableConsoleIntercept: true,
  },
});
