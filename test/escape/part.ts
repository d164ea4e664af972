/**
 * `npm test` tries a part of each category, the same every time; ESCAPE_ATTEMPTS=all, which `npm run verify` sets, tries
 * all of them.
 */
import type { Attempt } from './attempt';

/** Every `step`-th attempt of each category, and those named in `always`. */
export function partOf(
  categories: Readonly<Record<string, readonly Attempt[]>>,
  step: number,
  always: ReadonlySet<string> = new Set(),
): Record<string, readonly Attempt[]> {
  const every = process.env.ESCAPE_ATTEMPTS === 'all' ? 1 : step;
  return Object.fromEntries(
    Object.entries(categories).map(([name, attempts]) => [
      name,
      attempts.filter((attempt, index) => index % every === 0 || always.has(attempt.name)),
    ]),
  );
}
