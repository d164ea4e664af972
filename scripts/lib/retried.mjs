/** One piece of work on a page that may break. */
import { PageLost } from './playground-page.mjs';

/** A page that breaks may do so by chance; one that breaks twice on a run will do so again. */
const TRIES = 2;

/**
 * @template T
 * @param {{ model: () => Promise<unknown> }} playground
 * @param {string} what for the message
 * @param {object} steps `seconds` tells the wall clock since the page was ready
 * @param {(seconds: () => number) => Promise<T>} steps.work
 * @param {(message: string, seconds: () => number) => T} steps.lost what to make of a page that broke every time
 * @returns {Promise<T>}
 */
export async function retried(playground, what, { work, lost }) {
  for (let attempt = 1; ; attempt++) {
    // A page that must be opened first is no part of the run's time.
    await playground.model();
    const started = performance.now();
    const seconds = () => Math.round(performance.now() - started) / 1000;
    try {
      return await work(seconds);
    } catch (error) {
      if (!(error instanceof PageLost)) throw error;
      if (attempt === TRIES) return lost(error.message, seconds);
      console.log(`${what}: ${error.message} Trying once more on a new page.`);
    }
  }
}
