/** Counts what vitest's JSON reports say. */

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} dataSkipped of those skipped, tests that need the folder in DATA_DIR
 */

/** A test that needs a data set says so in its name. */
export const DATA_MARK = '[data]';

/** @type {Readonly<Counts>} */
export const NO_COUNTS = { passed: 0, failed: 0, skipped: 0, dataSkipped: 0 };

/**
 * @typedef {object} FileResult
 * @property {string} name of the file, with its whole path
 * @property {string} status
 * @property {{ status: string, fullName: string }[]} assertionResults
 */

/** @typedef {{ readonly testResults: readonly FileResult[] }} Report */

/**
 * @param {Report} report
 * @returns {string[]} whole paths
 */
export function failedFiles(report) {
  return report.testResults.filter(({ status }) => status === 'failed').map(({ name }) => name);
}

/**
 * The first report, with the results of those files that were tried again.
 *
 * @param {Report} first
 * @param {Report} second
 * @returns {Report}
 */
export function withSecondTry(first, second) {
  const again = new Map(second.testResults.map((file) => [file.name, file]));
  return { testResults: first.testResults.map((file) => again.get(file.name) ?? file) };
}

/**
 * @param {Report} report
 * @returns {Counts}
 */
export function countReport(report) {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');
  const failed = tests.filter((test) => test.status === 'failed').length;
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    // A file that cannot be read, or whose setup fails, has no failed test to show for it.
    failed: failed + report.testResults.filter(failedWithoutTest).length,
    skipped: skipped.length,
    dataSkipped: skipped.filter((test) => test.fullName.includes(DATA_MARK)).length,
  };
}

/** @param {FileResult} file */
function failedWithoutTest(file) {
  return file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed');
}

/**
 * @param {Counts} a
 * @param {Counts} b
 * @returns {Counts}
 */
export function addCounts(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    dataSkipped: a.dataSkipped + b.dataSkipped,
  };
}

/** @param {Counts} counts */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
