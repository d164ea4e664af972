/** What tests ask of a browser, whichever it is. */
import type { Browser } from 'playwright-core';

/** A document that evaluates text. Promises are awaited; arguments and results are JSON. */
export interface ScriptHost {
  evaluate<R>(expression: string): Promise<R>;
}

export interface TestPage extends ScriptHost {
  /** The frame that was added last to the page. */
  newestFrame(): Promise<ScriptHost>;
  reload(): Promise<unknown>;
  close(): Promise<void>;
}

export interface TestBrowser {
  readonly name: string;
  /** Resolves when the page has loaded. */
  open(url: string): Promise<TestPage>;
  close(): Promise<void>;
}

/** Runs a function in the page. It sees its argument and nothing else of this file. */
export function inPage<R>(host: ScriptHost, run: () => R | Promise<R>): Promise<R>;
export function inPage<A, R>(host: ScriptHost, run: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
export function inPage<A, R>(host: ScriptHost, run: (argument: A) => R | Promise<R>, argument?: A): Promise<R> {
  return host.evaluate<R>(`(${run})(${JSON.stringify(argument)})`);
}

/** Waits until a function of the page says true. */
export async function untilInPage(page: ScriptHost, isTrue: () => boolean, timeoutMs = 120_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await inPage(page, isTrue))) {
    if (Date.now() > deadline) throw new Error(`Not true within ${timeoutMs / 1000} s: ${isTrue}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function asTestBrowser(browser: Browser): TestBrowser {
  return {
    name: 'Chromium',
    async open(url) {
      const page = await browser.newPage();
      await page.goto(url);
      return {
        evaluate: (expression) => page.evaluate(expression),
        async newestFrame() {
          const frame = page.frames().at(-1);
          if (frame === undefined) throw new Error('The page has no frame.');
          return { evaluate: (expression) => frame.evaluate(expression) };
        },
        reload: () => page.reload(),
        close: () => page.close(),
      };
    },
    close: () => browser.close(),
  };
}
