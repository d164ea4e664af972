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

/** The page broke or hung; it has been closed, and the next call opens a new one. */
export class PageLost extends Error {}

/**
 * @param {object} options
 * @param {Device} options.device
 * @param {DecodePlan | null} [options.plan] how the device is used; null takes what suits it
 * @param {import('./model-folder.mjs').GivenModel | null} [options.model] another than the built-in one
 * @param {number} options.runTimeoutMs of one run, after which its page is given up
 * @param {(line: string) => void} options.say
 */
export async function openPlayground({ device, model = null, plan = null, runTimeoutMs, say }) {
  const executable = await findChromium(thisMachine(say));
  await buildIfNeeded(say);
  const server = await startStaticServer({
    root: DIST,
    beside: model === null ? {} : { [`models/${model.source.id}/`]: model.folder },
  });
  /** @type {Awaited<ReturnType<typeof openPage>> | null} */
  let open = null;

  const current = async () => {
    open ??= await openPage(executable, server.url, device, plan, model);
    return open;
  };
  const drop = async () => {
    const dropped = open;
    open = null;
    await dropped?.browser.close();
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
      await drop();
      // Below the first line stands where in our own script it happened, which says nothing about the page.
      throw new PageLost((error instanceof Error ? error.message : String(error)).split('\n', 1)[0]);
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
    async close() {
      await drop();
      await server.close();
    },
  };
}

/**
 * @param {string} executable
 * @param {string} url
 * @param {Device} device
 * @param {DecodePlan | null} plan
 * @param {import('./model-folder.mjs').GivenModel | null} given
 */
async function openPage(executable, url, device, plan, given) {
  const browser = await launchChromium(executable, { webgpu: device === 'webgpu' });
  try {
    // What is measured here keeps nothing for another visit.
    const page = await browser.newPage({ serviceWorkers: 'block' });
    page.setDefaultTimeout(START_TIMEOUT_MS);
    /** @type {Promise<never>} */
    const lost = new Promise((_, reject) => {
      page.once('crash', () => reject(new Error('The page crashed.')));
      browser.once('disconnected', () => reject(new Error('The browser ended.')));
    });
    // Raced against every run; between runs nobody listens, and that is no failure.
    lost.catch(() => {});
    await page.goto(url);
    await page.waitForFunction(() => 'playground' in window);
    const { promise: late, cancel } = rejectAfter(START_TIMEOUT_MS);
    const loaded = page.evaluate(
      async (wanted) => {
        const description = await window.playground?.load(wanted);
        await window.playground?.ready();
        return description;
      },
      { device, ...(plan === null ? {} : { plan }), ...(given === null ? {} : { model: given.source }) },
    );
    const model = answered(await Promise.race([loaded, lost, late]).finally(cancel));
    return { browser, page, lost, model };
  } catch (error) {
    await browser.close();
    throw error;
  }
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
