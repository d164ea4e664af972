/**
 * npm run verify: the long proofs in test/verify, minutes to hours. What needs data sets is skipped without DATA_DIR,
 * and said. Then every attempt of test/escape, in Chromium and Firefox. Arguments go to vitest: `npm run verify --
 * truncations` runs the files of that name, `npm run verify -- escape` the attempts alone.
 */
import { requireNode } from './lib/node-version.mjs';
import { packageFile, REPOSITORY } from './lib/repository.mjs';
import { runCommand } from './lib/run-command.mjs';

requireNode();
if (!process.env.DATA_DIR) {
  console.log('Proofs on the public data sets will be skipped: set DATA_DIR to the folder that holds them.');
}
const names = process.argv.slice(2);
const proofs = ['--root', '.', '--config', 'test/verify/vitest.config.ts'];
const attempts = ['--project', 'browser', 'test/escape', 'test/firefox/escape'];

let status = 0;
if (names.join() !== 'escape') status = await vitest([...proofs, ...names]);
if (names.length === 0 || names.join() === 'escape') {
  process.env.ESCAPE_ATTEMPTS = 'all';
  status = (await vitest(attempts)) || status;
}
process.exitCode = status;

/** @param {readonly string[]} args */
function vitest(args) {
  return runCommand(process.execPath, [packageFile('vitest', 'vitest.mjs'), 'run', ...args], { cwd: REPOSITORY });
}
