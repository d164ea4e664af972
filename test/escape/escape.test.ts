/** Attempts in Chromium: one in six of each category, or all with ESCAPE_ATTEMPTS=all. */
import { inject } from 'vitest';
import { launchChromium } from '../../scripts/lib/browser.mjs';
import { CATEGORIES } from './attempts';
import { partOf } from './part';
import { testEscapes } from './suite';
import { asTestBrowser } from './test-browser';

testEscapes(async () => asTestBrowser(await launchChromium(inject('chromiumPath'))), partOf(CATEGORIES, 6));
