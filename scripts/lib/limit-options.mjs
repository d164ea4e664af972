/** `--limits name=value,...`: what one test may use in the sandbox. */
import { finiteNumber, UsageError } from './agent-options.mjs';

/**
 * Least and most of each limit in src/limits/sandbox-limits.ts; a test compares them. The unit is in the name.
 * @type {Readonly<Record<string, readonly [least: number, most: number]>>}
 */
export const LIMIT_RANGES = {
  maxSteps: [100, 5_000_000],
  deadlineMs: [100, 60_000],
  maxHeapBytes: [2 ** 26, 2 ** 30],
  maxOutputBytes: [1_024, 262_144],
  maxRecursionDepth: [100, 20_000],
  maxTraceSteps: [10, 5_000],
  maxTraceValues: [10, 20_000],
};

export const LIMITS_USAGE = Object.entries(LIMIT_RANGES)
  .map(([name, [least, most]]) => `                       ${name} ${least} to ${most}`)
  .join('\n');

/**
 * Before a browser is started: the page would refuse them too, but only at the first run.
 * @param {readonly string[]} assignments
 * @returns {Record<string, number>}
 */
export function limitOverrides(assignments) {
  return Object.fromEntries(
    assignments.map((assignment) => {
      const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(assignment) ?? [];
      const range = Object.hasOwn(LIMIT_RANGES, name) ? LIMIT_RANGES[name] : undefined;
      if (range === undefined) {
        throw new UsageError(`--limits ${assignment}: choose one of ${Object.keys(LIMIT_RANGES).join(', ')}.`);
      }
      const [least, most] = range;
      const number = finiteNumber(`--limits ${assignment}`, value);
      if (!Number.isInteger(number) || number < least || number > most) {
        throw new UsageError(`--limits ${assignment}: give a whole number from ${least} to ${most}.`);
      }
      return [name, number];
    }),
  );
}
