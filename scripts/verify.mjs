/**
 * npm run verify: the long proofs in test/verify, minutes to hours. What needs data sets is skipped without DATA_DIR,
 * and said. Those in test/verify/browser drive the built page; then comes every attempt of test/escape, in Chromium and
 * Firefox. Arguments go to vitest: `npm run verify -- truncations` runs the files of that name, `npm run verify --
 * escape` the attempts alone.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { requireNode } from './lib/node-version.mjs';
import { packageFile, REPOSITORY } from './lib/repository.mjs';
import { runCommand } from './lib/run-command.mjs';

requireNode();
if (!process.env.DATA_DIR) {
  console.log('Proofs on the public data sets will be skipped: set DATA_DIR to the folder that holds them.');
}
const args = process.argv.slice(2);
// Options of vitest begin with a dash, and their values are not told from names: names come first.
const firstOption = args.findIndex((arg) => arg.startsWith('-'));
const names = firstOption === -1 ? args : args.slice(0, firstOption);

/** @type {readonly { args: readonly string[], files: RegExp }[]} */
const SUITES = [
  { args: ['--root', '.', '--config', 'test/verify/vitest.config.ts'], files: /\.verify\.ts$/ },
  { args: ['--project', 'long-browser'], files: /^browser\/.*\.test\.ts$/ },
];
const proofs = readdirSync(path.join(REPOSITORY, 'test/verify'), { recursive: true, encoding: 'utf8' });

const onlyEscape = args.join() === 'escape';
const wanted = onlyEscape ? [] : SUITES.filter(({ files }) => proofs.some((file) => files.test(file) && isNamed(file)));
if (!onlyEscape && wanted.length === 0) {
  console.error(`There is no proof named ${names.join(' or ')} in test/verify.`);
  process.exit(1);
}

let status = 0;
for (const suite of wanted) status = (await vitest([...suite.args, ...args])) || status;
if (onlyEscape || names.length === 0) {
  process.env.ESCAPE_ATTEMPTS = 'all';
  status = (await vitest(['--project', 'browser', 'test/escape', 'test/firefox/escape'])) || status;
}
process.exitCode = status;

/** @param {string} file below test/verify */
function isNamed(file) {
  return names.length === 0 || names.some((name) => `test/verify/${file}`.includes(name));
}

/** @param {readonly string[]} given */
function vitest(given) {
  return runCommand(process.execPath, [packageFile('vitest', 'vitest.mjs'), 'run', ...given], { cwd: REPOSITORY });
}
