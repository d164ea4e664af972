/**
 * npm run verify: the long proofs in test/verify, minutes to hours. What needs data sets is skipped without DATA_DIR,
 * and said. Arguments go to vitest: `npm run verify -- truncations` runs the files of that name.
 */
import { requireNode } from './lib/node-version.mjs';
import { packageFile, REPOSITORY } from './lib/repository.mjs';
import { runCommand } from './lib/run-command.mjs';

requireNode();
if (!process.env.DATA_DIR) {
  console.log('Proofs on the public data sets will be skipped: set DATA_DIR to the folder that holds them.');
}
const config = ['--root', '.', '--config', 'test/verify/vitest.config.ts'];
process.exitCode = await runCommand(
  process.execPath,
  [packageFile('vitest', 'vitest.mjs'), 'run', ...config, ...process.argv.slice(2)],
  { cwd: REPOSITORY },
);
