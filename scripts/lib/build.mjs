/** Builds the page when the one in dist/ is missing or older than what it is made of. */
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { DIST, packageFile, REPOSITORY } from './repository.mjs';
import { runCommand } from './run-command.mjs';

/** Everything that a build reads. */
const SOURCES = ['index.html', 'vite.config.ts', 'package-lock.json', 'src', 'workers', 'public', 'scripts/vite'];

/**
 * Time of the latest change; a folder's own time tells of files that were removed from it.
 * @param {string} file or folder
 * @returns {number} milliseconds since 1970, 0 for what is not there
 */
export function latestChange(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(file).reduce(
    (latest, name) => Math.max(latest, latestChange(path.join(file, name))),
    stat.mtimeMs,
  );
}

/**
 * @param {string} [root] of the repository
 * @returns {'missing' | 'stale' | 'fresh'}
 */
export function buildState(root = REPOSITORY) {
  const page = path.join(root, 'dist', 'index.html');
  if (!existsSync(page)) return 'missing';
  const changed = Math.max(...SOURCES.map((source) => latestChange(path.join(root, source))));
  return changed > statSync(page).mtimeMs ? 'stale' : 'fresh';
}

/**
 * @param {(line: string) => void} say
 * @returns {Promise<void>} rejects when the build fails
 */
export async function buildIfNeeded(say) {
  const state = buildState();
  if (state === 'fresh') return;
  say(state === 'missing' ? 'Building the page.' : 'Building the page again: its sources changed.');
  const started = Date.now();
  const status = await runCommand(process.execPath, [packageFile('vite', 'bin/vite.js'), 'build'], {
    cwd: REPOSITORY,
    // Commands that read TypeScript through vite are in development by now, and a build would be, too.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status !== 0) throw new Error('The build failed; its messages stand above.');
  // A source that changed during the build is newer than this.
  utimesSync(path.join(DIST, 'index.html'), new Date(), new Date(started));
  say(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}
