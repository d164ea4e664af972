/** Drives the product's page: the same attempt in the sandbox, and what came of it. */
import type { Limits, TestOutcome } from '../../src/guidance/ports';
import { DEFAULT_LIMITS } from '../../src/limits/sandbox-limits';
import { trace } from '../browser/sandbox-page/drive';
import type {} from '../browser/sandbox-page/main';
import { type Attempt, testOf } from './attempt';
import { MAX_HEAP_BYTES } from './control';
import { HONEST, HONEST_TEST, HONEST_WRONG_TEST } from './honest';
import { inPage, type ScriptHost, type TestPage } from './test-browser';

const LIMITS = { ...DEFAULT_LIMITS, maxHeapBytes: MAX_HEAP_BYTES, deadlineMs: 300 };

export interface ProductEnd {
  /** Kind of the outcome; of a script, nothing. */
  readonly outcome: string;
  /** All that came back; of a script, what it said. */
  readonly text: string;
}

export async function runInProduct(page: TestPage, attempt: Attempt, source: string): Promise<ProductEnd> {
  if (attempt.place !== 'program') {
    const text = await (attempt.place === 'frame' ? evaluateInFrame(page, source) : evaluateInWorker(page, source));
    return { outcome: '', text };
  }
  // A verdict is the judge's; what else a program does, it does while it is traced.
  if (attempt.test === undefined && attempt.goal !== 'verdict') {
    const [run] = await trace(page, source, [testOf(attempt)], LIMITS);
    return { outcome: run?.outcome.kind ?? 'none', text: JSON.stringify(run) };
  }
  const [outcome] = await judge(page, source, [testOf(attempt)], LIMITS);
  return { outcome: outcome?.kind ?? 'none', text: JSON.stringify(outcome) };
}

function judge(page: ScriptHost, program: string, tests: readonly string[], limits: Limits): Promise<TestOutcome[]> {
  return inPage(
    page,
    async ({ program, tests, ...options }) => {
      if (window.sandbox === undefined) throw new Error('This is not the test page.');
      const long = tests.map((test) => test.replace('LONG', 'x'.repeat(50_000_000)));
      return window.sandbox.client.judge(new AbortController().signal, program, long, options);
    },
    { program, tests, setup: '', limits },
  );
}

/** Whether it is right is asked here, not how fast: a machine at work on other things must not make it wrong. */
const HONEST_LIMITS = { ...DEFAULT_LIMITS, deadlineMs: 10_000 };

/** What an honest program gets afterwards; `right` when all is well. */
export async function runHonest(page: ScriptHost): Promise<string> {
  const [run] = await trace(page, HONEST, [HONEST_TEST], HONEST_LIMITS);
  const outcomes = await judge(page, HONEST, [HONEST_TEST, HONEST_WRONG_TEST], HONEST_LIMITS);
  const kinds = [run?.outcome.kind, ...outcomes.map((outcome) => outcome.kind)].join();
  const right = kinds === 'passed,passed,failed' && run?.stdout === 'honest\n';
  return right ? 'right' : JSON.stringify([run?.outcome, run?.stdout, outcomes]).slice(0, 2000);
}

/** In a worker of the product's own, with all that a program could have after breaking out of Python. */
function evaluateInWorker(page: ScriptHost, source: string): Promise<string> {
  return inPage(
    page,
    async (text) => {
      if (window.sandbox === undefined) throw new Error('This is not the test page.');
      return window.sandbox.runInTakenWorker(text);
    },
    source,
  );
}

/** In a second frame like the product's own, so that whatever becomes of it harms nobody. */
async function evaluateInFrame(page: TestPage, source: string): Promise<string> {
  await inPage(page, async () => {
    const copy = document.querySelector('iframe')?.cloneNode();
    if (!(copy instanceof HTMLIFrameElement)) throw new Error('The product has no frame.');
    copy.dataset.copy = 'yes';
    document.body.append(copy);
    await new Promise((resolve) => {
      copy.onload = resolve;
    });
  });
  const frame = await page.newestFrame();
  try {
    return await frame.evaluate(`(async () => { ${source} })()`).then(String, (error) => `error: ${error}`);
  } finally {
    await inPage(page, () => document.querySelector('[data-copy]')?.remove());
  }
}
