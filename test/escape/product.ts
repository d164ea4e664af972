/** Drives the product's page: the same attempt in the sandbox, and what came of it. */
import type { Page } from 'playwright-core';
import { DEFAULT_LIMITS, type Limits, type TestOutcome } from '../../src/guidance/ports';
import { trace } from '../browser/sandbox-page/drive';
import type {} from '../browser/sandbox-page/main';
import { type Attempt, testOf } from './attempt';
import { MAX_HEAP_BYTES } from './control';
import { HONEST, HONEST_TEST, HONEST_WRONG_TEST } from './honest';

const LIMITS = { ...DEFAULT_LIMITS, maxHeapBytes: MAX_HEAP_BYTES, deadlineMs: 400 };

export interface ProductEnd {
  /** Kind of the outcome; of a script, nothing. */
  readonly outcome: string;
  /** All that came back; of a script, what it said. */
  readonly text: string;
}

export async function runInProduct(page: Page, attempt: Attempt, source: string): Promise<ProductEnd> {
  if (attempt.place !== 'program') {
    const text = await evaluateInFrame(page, attempt.place === 'frame' ? source : inWorker(source));
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

/** A worker of the frame, started as the product starts its own, with all that a program could have after breaking out. */
function inWorker(source: string): string {
  const text = `(async () => { ${source} })().then((v) => postMessage(String(v)), (e) => postMessage('error: ' + e))`;
  return `const url = URL.createObjectURL(new Blob([${JSON.stringify(text)}], { type: 'text/javascript' }));
    const worker = new Worker(url);
    return new Promise((resolve) => {
      worker.onmessage = (event) => resolve(event.data);
      worker.onerror = (event) => resolve('error: ' + event.message);
      setTimeout(() => resolve('no answer'), 2000);
    })`;
}

function judge(page: Page, program: string, tests: readonly string[], limits: Limits): Promise<TestOutcome[]> {
  return page.evaluate(
    async ({ program, tests, ...options }) => {
      if (window.sandbox === undefined) throw new Error('This is not the test page.');
      const long = tests.map((test) => test.replace('LONG', 'x'.repeat(50_000_000)));
      return window.sandbox.client.judge(new AbortController().signal, program, long, options);
    },
    { program, tests, setup: '', limits },
  );
}

/** What an honest program gets afterwards; `right` when all is well. */
export async function runHonest(page: Page): Promise<string> {
  const [run] = await trace(page, HONEST, [HONEST_TEST]);
  const outcomes = await judge(page, HONEST, [HONEST_TEST, HONEST_WRONG_TEST], DEFAULT_LIMITS);
  const kinds = [run?.outcome.kind, ...outcomes.map((outcome) => outcome.kind)].join();
  const right = kinds === 'passed,passed,failed' && run?.stdout === 'honest\n';
  return right ? 'right' : JSON.stringify([run?.outcome, run?.stdout, outcomes]).slice(0, 2000);
}

/** In a second frame like the product's own, so that whatever becomes of it harms nobody. */
async function evaluateInFrame(page: Page, source: string): Promise<string> {
  const before = new Set(page.frames());
  await page.evaluate(async () => {
    const copy = document.querySelector('iframe')?.cloneNode();
    if (!(copy instanceof HTMLIFrameElement)) throw new Error('The product has no frame.');
    copy.dataset.copy = 'yes';
    document.body.append(copy);
    await new Promise((resolve) => {
      copy.onload = resolve;
    });
  });
  const frame = page.frames().find((candidate) => !before.has(candidate));
  if (frame === undefined) throw new Error('The frame has no copy.');
  try {
    return await frame.evaluate(`(async () => { ${source} })()`).then(String, (error) => `error: ${error}`);
  } finally {
    await page.evaluate(() => document.querySelector('[data-copy]')?.remove());
  }
}
