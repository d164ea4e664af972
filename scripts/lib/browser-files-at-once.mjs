/** How many test files may drive a browser at the same time. */

/** A Chromium with the page, its model and its Pythons, and as much again for the files of the machine. */
const BYTES_FOR_EACH = 2.5 * 2 ** 30;

/**
 * One core for each, and never more than three: the tests look at clocks too.
 *
 * @param {number} cores
 * @param {number} freeBytes of memory
 */
export function browserFilesAtOnce(cores, freeBytes) {
  return Math.max(1, Math.min(3, cores, Math.floor(freeBytes / BYTES_FOR_EACH)));
}
