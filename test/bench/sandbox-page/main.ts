/** A page that times the Python client from where the product's page stands: `window.bench`. All times in ms. */
import { fetchAssets } from '../../../src/clients/python/assets';
import { PythonClient } from '../../../src/clients/python/python-client';
import { PythonWorker } from '../../../src/clients/python/python-worker';
import { SandboxFrame } from '../../../src/clients/python/sandbox-frame';
import type { TestRun } from '../../../src/guidance/ports';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';

export interface Candidate {
  readonly program: string;
  readonly tests: readonly string[];
  readonly entryPoint: string;
}

const client = new PythonClient();
const { signal } = new AbortController();
let frame: Promise<SandboxFrame> | null = null;

const trace = ({ program, tests, entryPoint }: Candidate): Promise<TestRun[]> =>
  client.trace(signal, program, tests, { entryPoint, setup: '', limits: DEFAULT_LIMITS });

async function timed(task: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await task();
  return performance.now() - began;
}

/** A worker beside the client's, booted. */
async function bootWorker(): Promise<PythonWorker> {
  frame ??= SandboxFrame.open(fetchAssets(() => undefined));
  const worker = new PythonWorker(await frame, { useSnapshot: true, probeUrl: null });
  const end = await worker.boot;
  if (end.kind !== 'ready') throw new Error(`The worker did not start: ${JSON.stringify(end)}`);
  return worker;
}

const surface = {
  trace,

  /** From nothing to the first worker that can run. */
  start: (): Promise<number> => timed(() => client.start()),

  /** The same candidate so many times in a row, each from the call to its last traced test. */
  async candidates(candidate: Candidate, count: number): Promise<number[]> {
    const times: number[] = [];
    for (let i = 0; i < count; i++) times.push(await timed(() => trace(candidate)));
    return times;
  },

  /** A worker more in a frame that is open. */
  async boot(): Promise<number> {
    await frame;
    let worker: PythonWorker | null = null;
    const took = await timed(async () => {
      worker = await bootWorker();
    });
    (worker as PythonWorker | null)?.kill();
    return took;
  },

  /** What putting the heap back adds to an order, each figure over a row of orders. */
  async restores(rounds: number, ordersPerRound: number): Promise<number[]> {
    const worker = await bootWorker();
    const request = JSON.stringify({ op: 'executable', source: 'x = 1\n' });
    const row = (restore: boolean) =>
      timed(async () => {
        for (let i = 0; i < ordersPerRound; i++) {
          await worker.run({
            requests: [request],
            deadlineMs: 1000,
            maxHeapBytes: 2 ** 28,
            restore,
            onReply: () => {},
          });
        }
      });
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const without = await row(false);
      times.push(((await row(true)) - without) / ordersPerRound);
    }
    worker.kill();
    return times;
  },

  /** From the end of a program that had to be killed to the result of the next one. */
  async swap(next: Candidate): Promise<number> {
    const limits = { ...DEFAULT_LIMITS, deadlineMs: 200 };
    const endless = 'def f():\n    return sum(range(10 ** 15))\n';
    const [run] = await client.trace(signal, endless, ['f()'], { entryPoint: 'f', setup: '', limits });
    if (run?.outcome.kind !== 'limit') throw new Error('The endless program ended.');
    return timed(() => trace(next));
  },
};

declare global {
  interface Window {
    bench?: typeof surface;
  }
}

window.bench = surface;
