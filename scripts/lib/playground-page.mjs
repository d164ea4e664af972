/** The built page in headless Chromium, driven through `window.playground`; opened again whenever it breaks. */
import { launchChromium } from './browser.mjs';
import { buildIfNeeded } from './build.mjs';
import { findChromium } from './find-chromium.mjs';
import { DIST } from './repository.mjs';
import { startStaticServer } from './static-server.mjs';
import { thisMachine } from './this-machine.mjs';

/** @typedef {import('../../src/guidance/events').RunEvent} RunEvent */
/** @typedef {import('../../src/guidance/ports').ModelDescription} ModelDescription */
/** @typedef {import('../../src/guidance/agent').AgentSettings} AgentSettings */
/** @typedef {import('../../src/limits/sandbox-limits').SandboxLimits} SandboxLimits */
/** @typedef {import('../../src/problems/schema').Problem} Problem */
/** @typedef {import('../../src/guidance/probe').ProbeResult} ProbeResult */
/** @typedef {import('../../src/guidance/strategy').Strategy} Strategy */
/** @typedef {'wasm' | 'webgpu'} Device */
/** @typedef {import('../../src/guidance/ports').DecodePlan} DecodePlan */

/**
 * @typedef {object} RunSettings what is left out is the page's default
 * @property {Partial<AgentSettings>} [agent]
 * @property {Partial<SandboxLimits>} [limits] of every test
 * @property {Strategy} [strategy]
 */

const START_TIMEOUT_MS = 180_000;
/** Of each lane more than one: it starts a Python of its own. */
const LANE_TIMEOUT_MS = 60_000;

/** The page, or the server behind its endpoint, cannot be had; what was done so far is kept. */
export class Unavailable extends Error {}

/** The page broke or hung; it has been closed, and the next call opens a new one. */
export class PageLost extends Error {}

/**
 * @param {object} options
 * @param {Device} options.device
 * @param {DecodePlan | null} [options.plan] how the device is used; null takes what suits it
 * @param {import('./model-folder.mjs').GivenModel | null} [options.model] another than the built-in one
 * @param {import('./endpoint-options.mjs').GivenEndpoint | null} [options.endpoint] instead of a model in the page
 * @param {number} [options.lanes] runs that may be under way at a time; more than one needs an endpoint
 * @param {number} options.runTimeoutMs of one run, after which its page is given up
 * @param {(line: string) => void} options.say
 */
export async function openPlayground({
  device,
  model = null,
  plan = null,
  endpoint = null,
  lanes = 1,
  runTimeoutMs,
  say,
}) {
  const executable = await findChromium(thisMachine(say));
  await buildIfNeeded(say);
  const server = await startStaticServer({
    root: DIST,
    beside: model === null ? {} : { [`models/${model.source.id}/`]: model.folder },
  });
  const load =
    endpoint === null
      ? { device, ...(plan === null ? {} : { plan }), ...(model === null ? {} : { model: model.source }) }
      : null;
  const elsewhere = endpoint === null ? null : { origin: endpoint.origin, options: { ...endpoint.options, lanes } };
  /** @type {ReturnType<typeof openPage> | null} */
  let opening = null;

  const current = async () => {
    opening ??= openPage(executable, server.url, device === 'webgpu', load, elsewhere);
    const mine = opening;
    try {
      return await mine;
    } catch (error) {
      if (opening === mine) opening = null;
      throw error;
    }
  };
  /** @param {Awaited<ReturnType<typeof openPage>>} dropped several runs of one page may find it broken */
  const drop = async (dropped) => {
    if ((await opening?.catch(() => null)) === dropped) opening = null;
    await dropped.browser.close();
  };

  /**
   * @template T
   * @param {(opened: Awaited<ReturnType<typeof openPage>>) => Promise<T | undefined>} work
   * @returns {Promise<T>} rejects with `PageLost`
   */
  const inTime = async (work) => {
    const opened = await current();
    const { promise: late, cancel } = rejectAfter(runTimeoutMs);
    try {
      return answered(await Promise.race([work(opened), opened.lost, late]));
    } catch (error) {
      await drop(opened);
      // Below the first line stands where in our own script it happened, which says nothing about the page.
      throw new PageLost(firstLine(error));
    } finally {
      cancel();
    }
  };

  return {
    /** @returns {Promise<ModelDescription>} */
    model: async () => (await current()).model,
    /** @returns {Promise<Problem[]>} */
    async bundledProblems() {
      const { page } = await current();
      return answered(await page.evaluate(() => window.playground?.bundledProblems()));
    },
    /**
     * @param {Problem} problem
     * @param {RunSettings} settings
     * @returns {Promise<RunEvent[]>}
     */
    run: (problem, settings) =>
      inTime(({ page }) => page.evaluate((input) => window.playground?.run(input), { problem, ...settings })),
    /**
     * One run of an experiment, made by the same code as in the page's own experiments.
     * @param {import('../../src/automation').SpecInput} spec
     * @returns {Promise<import('./experiments.mjs').CompletedRun>}
     */
    runSpec: (spec) => inTime(({ page }) => page.evaluate((input) => window.playground?.runSpec(input), spec)),
    /**
     * @param {Problem} problem
     * @param {Omit<RunSettings, 'strategy'> & { solution: string, starts: number, gammas: number[] }} settings
     * @returns {Promise<ProbeResult[]>}
     */
    probe: (problem, settings) =>
      inTime(({ page }) => page.evaluate((input) => window.playground?.probe(input), { problem, ...settings })),
    /**
     * What the server behind the endpoint is now, or why it cannot be used.
     * @returns {ReturnType<import('../../src/automation').PlaygroundAutomation['checkEndpoint']>}
     */
    checkEndpoint: () => inTime(({ page }) => page.evaluate(() => window.playground?.checkEndpoint())),
    /** @returns {Promise<import('../../src/endpoint/spending').Spent>} since the page was opened */
    endpointSpent: () => inTime(({ page }) => page.evaluate(() => window.playground?.endpointSpent())),
    async close() {
      const opened = await opening?.catch(() => null);
      if (opened) await drop(opened);
      await server.close();
    },
  };
}

/**
 * @param {string} executable
 * @param {string} url
 * @param {boolean} webgpu
 * @param {Parameters<import('../../src/automation').PlaygroundAutomation['load']>[0] | null} load null for an endpoint
 * @param {{ origin: string, options: Parameters<import('../../src/automation').PlaygroundAutomation['endpoint']>[0] } | null
 *   } elsewhere
 */
async function openPage(executable, url, webgpu, load, elsewhere) {
  const browser = await launchChromium(executable, { webgpu });
  try {
    // What is measured here keeps nothing for another visit.
    const page = await browser.newPage({ serviceWorkers: 'block' });
    page.setDefaultTimeout(START_TIMEOUT_MS);
    if (elsewhere !== null) await page.addInitScript(nameOrigin, elsewhere.origin);
    /** @type {Promise<never>} */
    const lost = new Promise((_, reject) => {
      page.once('crash', () => reject(new Error('The page crashed.')));
      browser.once('disconnected', () => reject(new Error('The browser ended.')));
    });
    // Raced against every run; between runs nobody listens, and that is no failure.
    lost.catch(() => {});
    await page.goto(url);
    await page.waitForFunction(() => 'playground' in window);
    const { promise: late, cancel } = rejectAfter(
      START_TIMEOUT_MS + LANE_TIMEOUT_MS * ((elsewhere?.options.lanes ?? 1) - 1),
    );
    const loaded = elsewhere === null ? loadModel(page, load) : useEndpoint(page, elsewhere.options);
    const model = answered(await Promise.race([loaded, lost, late]).finally(cancel));
    return { browser, page, lost, model };
  } catch (error) {
    await browser.close();
    if (error instanceof Unavailable) throw error;
    throw new Unavailable(`The page could not be opened: ${firstLine(error)}`);
  }
}

/** @typedef {import('playwright-core').Page} Page */

/**
 * @param {Page} page
 * @param {Parameters<typeof openPage>[3]} load
 */
function loadModel(page, load) {
  return page.evaluate(async (wanted) => {
    const description = await window.playground?.load(wanted ?? { device: null });
    await window.playground?.ready();
    return description;
  }, load);
}

/**
 * @param {Page} page
 * @param {NonNullable<Parameters<typeof openPage>[4]>['options']} options
 */
async function useEndpoint(page, options) {
  const opened = await page.evaluate(async (wanted) => {
    try {
      return await window.playground?.endpoint(wanted);
    } catch (error) {
      // An error loses its class and its advice on the way.
      const { failure = null } = /** @type {{ failure?: { message: string, advice: string } }} */ (error);
      if (failure === null) throw error;
      return { failure };
    }
  }, options);
  if (opened !== undefined && 'failure' in opened) {
    throw new Unavailable(`${opened.failure.message} ${opened.failure.advice}`);
  }
  return opened;
}

/**
 * In the page, before its policy is written: what the visitor's own click does.
 * @param {string} origin
 */
function nameOrigin(origin) {
  localStorage.setItem('eg-cfg.named-origins.v1', JSON.stringify([origin]));
}

/**
 * @template T
 * @param {T | undefined} answer of the page
 * @returns {T}
 */
function answered(answer) {
  if (answer === undefined) throw new Error('The page has no window.playground.');
  return answer;
}

/** @param {unknown} error */
function firstLine(error) {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0];
}

/** @param {number} timeoutMs */
function rejectAfter(timeoutMs) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  /** @type {Promise<never>} */
  const promise = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${timeoutMs / 1000} s.`)), timeoutMs);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}
