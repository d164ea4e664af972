/**
 * Attempts in Firefox: a part of each category, or all of them with ESCAPE_ATTEMPTS=all. How many ways a program may
 * try is a matter of Python, which Chromium proves; what this proves is that the same walls stand here.
 */
import { describe, inject } from 'vitest';
import { CATEGORIES } from '../escape/attempts';
import { partOf } from '../escape/part';
import { testEscapes } from '../escape/suite';
import { launchFirefox } from './launch';

/** What Firefox does in a way of its own is always tried. (Nested workers start late on a busy machine: with all.) */
const ALWAYS = new Set(['a font']);

/** What is no attempt here: unknown to Firefox, or no crash with its deeper stack. */
const HARMLESS = new Set([
  'a fetch for later',
  'the navigation API',
  'a long row of operators',
  'a test that is nested deeply',
]);

const firefox = inject('firefoxPath');

describe.skipIf(firefox === null)('in Firefox', () => {
  testEscapes(() => launchFirefox(firefox ?? ''), partOf(CATEGORIES, 48, ALWAYS), HARMLESS);
});
