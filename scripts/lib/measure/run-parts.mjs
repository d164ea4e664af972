/** Runs the parts that are not done, one after another, and says how far it is. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY } from '../repository.mjs';
import { progressOf, timeLeft } from './progress.mjs';

/** @typedef {import('./parts.mjs').Part} Part */

/** Somebody ended the command; what was measured is kept. */
export class Stopped extends Error {}

const TELL_EVERY_MS = 30_000;
const LOG_LINES = 15;

/**
 * @param {readonly Part[]} parts
 * @param {object} options
 * @param {(id: string) => string} options.folder
 * @param {string} options.logs folder
 * @param {number} options.workers
 * @param {(line: string) => void} options.say
 */
export async function runParts(parts, { folder, logs, workers, say }) {
  mkdirSync(logs, { recursive: true });
  for (const part of parts) {
    const now = () => progressOf(parts, folder, workers);
    const own = () => now().find((one) => one.part === part);
    const before = own();
    if (before === undefined || before.done >= before.runs) continue;
    say(`${part.id}: ${before.done} of ${before.runs} runs are there; of all parts about ${timeLeft(now())} left.`);
    const timer = setInterval(() => {
      const { done = 0, runs = 0 } = own() ?? {};
      say(`${part.id}: ${done} of ${runs}; about ${timeLeft(now())} left.`);
    }, TELL_EVERY_MS);
    try {
      await evaluate(part, { out: folder(part.id), log: path.join(logs, `${part.id}.log`), workers });
    } finally {
      clearInterval(timer);
    }
  }
}

/**
 * @param {Part} part
 * @param {{ out: string, log: string, workers: number }} options
 * @returns {Promise<void>} rejects with the end of the log
 */
function evaluate({ id, args, problems }, { out, log, workers }) {
  const script = path.join(REPOSITORY, 'scripts', 'eval.mjs');
  const own = ['--limit', String(problems), '--workers', String(workers), '--rows-only', '--out', out];
  const file = openSync(log, 'a');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args, ...own], { stdio: ['ignore', file, file] });
    /** @type {NodeJS.Signals | null} */
    let stoppedBy = null;
    const stop = (/** @type {NodeJS.Signals} */ signal) => {
      stoppedBy = signal;
      child.kill(signal);
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    child.on('error', reject);
    child.on('close', (status) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      closeSync(file);
      if (stoppedBy !== null) reject(new Stopped(`Stopped by ${stoppedBy}. The same command goes on from here.`));
      else if (status === 0) resolve();
      else reject(new Error(`${id} ended with ${status}. The end of ${log}:\n${endOf(log)}`));
    });
  });
}

/** @param {string} log */
function endOf(log) {
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-LOG_LINES).join('\n') : '';
}
