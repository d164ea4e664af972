/** Opens the built page in a fresh Chromium without any network but the server of the build. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, inject } from 'vitest';
import { launchChromium } from '../../scripts/lib/browser.mjs';
import { startClosedNetwork } from '../../scripts/lib/closed-network.mjs';

/** Chromium itself asks this host about any form field; no page can start or stop that. */
const BROWSERS_OWN = /^content-autofill\.googleapis\.com:443$/;

/** No test is about the speed of the machine: engines start within this on any. */
export const PATIENT_MS = 120_000;

export interface PageOptions {
  /** With WebGPU's software adapter; without it the browser has no adapter. */
  readonly webgpu?: boolean;
  /** false: what engines are made of never arrives, for tests that need none. They stay as at the start of a slow visit. */
  readonly engines?: boolean;
  /** The browser says that it is offline. (Nothing but the server can be reached in any case.) */
  readonly offline?: boolean;
  readonly colorScheme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Added to the site's address, for instance `?problem=largest`. */
  readonly path?: string;
  /** Served some folders down instead of at the root. */
  readonly nested?: boolean;
  /** Runs in the page before its own scripts. */
  readonly before?: () => void;
}

export interface OpenedPage {
  readonly page: Page;
  /** Messages of the console's error level and uncaught exceptions, as they come. */
  readonly consoleErrors: readonly string[];
  /** Addresses of all requests, those of workers and frames too. */
  readonly requests: readonly string[];
  /** What went, or tried to go, anywhere but the server; every one of them failed. */
  foreignRequests(): string[];
  close(): Promise<void>;
}

const NETWORKS_AND_RUNTIMES = /\.(?:onnx|wasm)(?:\?|$)/;

/** One for each kind and test file: pages have contexts of their own in it. */
const browsers = new Map<boolean, Promise<Browser>>();
afterAll(async () => {
  for (const browser of browsers.values()) await (await browser).close();
  browsers.clear();
});

function browserFor(webgpu: boolean): Promise<Browser> {
  const browser = browsers.get(webgpu) ?? launchChromium(inject('chromiumPath'), { webgpu });
  browsers.set(webgpu, browser);
  return browser;
}

/** The page has loaded; engines may still be starting. */
export async function openPage(options: PageOptions = {}): Promise<OpenedPage> {
  const site = inject(options.nested ? 'nestedSiteUrl' : 'siteUrl');
  const browser = await browserFor(options.webgpu ?? false);
  const network = await startClosedNetwork();
  const context = await browser.newContext({
    proxy: network.proxy,
    colorScheme: options.colorScheme ?? 'light',
    viewport: options.viewport ?? { width: 1440, height: 900 },
    // Else every page would keep its tens of megabytes beside what is tested.
    serviceWorkers: 'block',
  });
  const close = async () => {
    await context.close();
    await network.close();
  };
  try {
    context.setDefaultTimeout(PATIENT_MS);
    if (options.engines === false) await context.route(NETWORKS_AND_RUNTIMES, () => undefined);
    if (options.offline) {
      await context.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }));
    }
    if (options.before) await context.addInitScript(options.before);
    const requests: string[] = [];
    context.on('request', (request) => requests.push(request.url()));
    const page = await context.newPage();
    const consoleErrors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') consoleErrors.push(message.text());
    });
    page.on('pageerror', (error) => consoleErrors.push(String(error)));
    await page.goto(new URL(options.path ?? '', site).href);
    return {
      page,
      consoleErrors,
      requests,
      foreignRequests: () => [
        ...network.attempts.filter((address) => !BROWSERS_OWN.test(address)),
        ...requests.filter((url) => leaves(url, site)),
      ],
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** True for an address on another server, another port of this machine included; blobs and data have none. */
function leaves(url: string, site: string): boolean {
  return /^(https?|wss?):/.test(url) && new URL(url).host !== new URL(site).host;
}
