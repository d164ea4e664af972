/** What one of our own commands prints; its messages go where ours go. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { REPOSITORY } from './repository.mjs';

/**
 * @param {string} script in scripts/
 * @param {readonly string[]} args
 * @returns {Promise<string>} rejects where it fails
 */
export function printedBy(script, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(REPOSITORY, 'scripts', script), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve(printed);
      else reject(new Error(`${script} ended with ${status}.`));
    });
  });
}
