/** All attempts in Chromium. */
import { inject } from 'vitest';
import { launchChromium } from '../../scripts/lib/browser.mjs';
import { CATEGORIES } from './attempts';
import { testEscapes } from './suite';
import { asTestBrowser } from './test-browser';

testEscapes(async () => asTestBrowser(await launchChromium(inject('chromiumPath'))), CATEGORIES);
