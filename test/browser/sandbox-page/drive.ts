/** What a test does on the test page, by its `window.sandbox`. */
import type { Browser, Page } from 'playwright-core';
import type { Failure } from '../../../src/guidance/failure';
import type { Limits, TestOutcome, TestRun } from '../../../src/guidance/ports';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { inPage, type ScriptHost } from '../../escape/test-browser';
import type {} from './main';

/** The usual limits but for the time: no program that ends meets it on any machine. */
export const PATIENT_LIMITS: Limits = { ...DEFAULT_LIMITS, deadlineMs: 60_000 };

/** `prepare` runs before the page is loaded. */
export async function openPage(
  browser: Browser,
  url: string,
  prepare: (page: Page) => Promise<unknown> = async () => undefined,
): Promise<Page> {
  const page = await browser.newPage();
  await prepare(page);
  await page.goto(url);
  await page.waitForFunction(() => 'sandbox' in window);
  return page;
}

/** null when Python started. */
export function start(page: ScriptHost): Promise<Failure | null> {
  return inPage(page, async () => {
    if (window.sandbox === undefined) throw new Error('This is not the test page.');
    return window.sandbox.start();
  });
}

/** The time is ample where `limits` names none. */
export function trace(
  page: ScriptHost,
  program: string,
  tests: readonly string[],
  limits: Partial<Limits> = {},
): Promise<TestRun[]> {
  return inPage(
    page,
    async ({ program, tests, ...options }) => {
      if (window.sandbox === undefined) throw new Error('This is not the test page.');
      return window.sandbox.client.trace(new AbortController().signal, program, tests, options);
    },
    { program, tests, entryPoint: 'f', setup: '', limits: { ...PATIENT_LIMITS, ...limits } },
  );
}

/** The time is ample where `limits` names none. */
export function judge(
  page: ScriptHost,
  program: string,
  tests: readonly string[],
  limits: Partial<Limits> = {},
): Promise<TestOutcome[]> {
  return inPage(
    page,
    async ({ program, tests, ...options }) => {
      if (window.sandbox === undefined) throw new Error('This is not the test page.');
      return window.sandbox.client.judge(new AbortController().signal, program, tests, options);
    },
    { program, tests, setup: '', limits: { ...PATIENT_LIMITS, ...limits } },
  );
}
