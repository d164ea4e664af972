/**
 * Attempts in Firefox: a part of each category, or all of them with FIREFOX_ATTEMPTS=all. How many ways a program may
 * try is a matter of Python, which Chromium proves; what this proves is that the same walls stand here.
 */
import { describe, inject } from 'vitest';
import type { Attempt } from '../escape/attempt';
import { CATEGORIES } from '../escape/attempts';
import { testEscapes } from '../escape/suite';
import { launchFirefox } from './launch';

const EVERY = process.env.FIREFOX_ATTEMPTS === 'all' ? 1 : 7;

/** What Firefox does in a way of its own is always tried. */
const ALWAYS = new Set(['a font', 'a call to another browser', 'a worker inside the worker']);

/** What is no attempt here: unknown to Firefox, or no crash with its deeper stack. */
const HARMLESS = new Set([
  'a fetch for later',
  'the navigation API',
  'a long row of operators',
  'a test that is nested deeply',
]);

function part(attempts: readonly Attempt[]): readonly Attempt[] {
  return attempts.filter((attempt, index) => index % EVERY === 0 || ALWAYS.has(attempt.name));
}

const firefox = inject('firefoxPath');

describe.skipIf(firefox === null)('in Firefox', () => {
  const categories = Object.entries(CATEGORIES).map(([name, attempts]) => [name, part(attempts)]);
  testEscapes(() => launchFirefox(firefox ?? ''), Object.fromEntries(categories), HARMLESS);
});
