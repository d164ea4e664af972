/**
 * The interpreter port over sandboxed workers. Limits that a program cannot be trusted with are kept here: the wall
 * clock, and what a reply may look like.
 */
import type { CancelSignal } from '../../guidance/cancellation';
import { type Failure, PlaygroundError } from '../../guidance/failure';
import type { Executable, Interpreter, Limits, TestOutcome, TestRun } from '../../guidance/ports';
import { type ProgramOutcome, type ProgramRun, type ProgramTest, programOutcome } from '../../guidance/program-test';
import { fetchAssets, probeAddress } from './assets';
import { ExclusiveQueue } from './exclusive-queue';
import { type Ask, judgeTests } from './judging';
import { afterCrash, afterDeadline, emptyRun, type LostOutcome, mayReachRuntime, unreadable } from './outcomes';
import type { OrderEnd, PythonWorker } from './python-worker';
import { readExecutable, readProgramRun, readRun } from './replies';
import { SandboxFrame } from './sandbox-frame';
import { WorkerPool } from './worker-pool';

const PARSE_DEADLINE_MS = 2_000;
const PARSE_HEAP_BYTES = 256 * 1024 * 1024;

/** For the visitor: what is being done and how far it is (0 to 1), or null where that is not known. */
export interface PythonProgress {
  readonly label: string;
  readonly fraction: number | null;
}

interface Batch<T> {
  readonly requests: readonly object[];
  readonly deadlineMs: number;
  readonly maxHeapBytes: number;
  /** Chooses the worker, again after one was lost. */
  readonly worker: (pool: WorkerPool) => Promise<PythonWorker>;
  /** Whether a program runs, so that the heap must be put back afterwards. */
  readonly restore: boolean;
  /** Whether the worker is ended afterwards. */
  readonly retire: boolean;
  readonly read: (reply: string) => T | null;
  /** What stands for a request that ended with its worker. */
  readonly lost: (index: number, end: Exclude<OrderEnd, { kind: 'finished' }> | { kind: 'unreadable' }) => T;
}

export class PythonClient implements Interpreter {
  readonly #queue = new ExclusiveQueue();
  #pool: Promise<WorkerPool> | null = null;

  /** Resolves when a program can run; safe to call again. Rejects with a PlaygroundError, and then may be retried. */
  async start(onProgress: (progress: PythonProgress) => void = () => undefined): Promise<void> {
    await this.#started(onProgress);
  }

  makeExecutable(signal: CancelSignal, sources: readonly string[]): Promise<Executable[]> {
    return this.#batch<Executable>(signal, {
      requests: sources.map((source) => ({ op: 'executable', source })),
      deadlineMs: PARSE_DEADLINE_MS,
      maxHeapBytes: PARSE_HEAP_BYTES,
      worker: (pool) => pool.active(),
      restore: false,
      retire: false,
      read: readExecutable,
      lost: () => ({ kind: 'refused', reason: 'the parser cannot read it: too deeply nested' }),
    });
  }

  trace(
    signal: CancelSignal,
    program: string,
    tests: readonly string[],
    options: { readonly entryPoint: string | null; readonly setup: string; readonly limits: Limits },
  ): Promise<TestRun[]> {
    const { entryPoint, setup, limits } = options;
    return this.#batch<TestRun>(signal, {
      requests: tests.map((test) => ({ op: 'trace', program, test, setup, entryPoint, limits })),
      ...limits,
      worker: (pool) => pool.active(),
      restore: true,
      retire: mayReachRuntime([program, setup, ...tests]),
      read: readRun,
      lost: (index, end) => emptyRun(tests[index] ?? '', lostOutcome(end, limits)),
    });
  }

  judge(
    signal: CancelSignal,
    program: string,
    tests: readonly string[],
    options: { readonly setup: string; readonly limits: Limits },
  ): Promise<TestOutcome[]> {
    const { setup, limits } = options;
    const ask =
      (worker: Batch<unknown>['worker'], retire: boolean): Ask =>
      (requests, read, lost) =>
        this.#batch(signal, {
          requests,
          ...limits,
          worker,
          restore: true,
          retire,
          read,
          lost: (_index, end) => lost(lostOutcome(end, limits)),
        });
    // The waiting worker is the referee: programs run in the active one alone.
    const referee = ask((pool) => pool.spare(), mayReachRuntime([setup, ...tests]));
    const runner = ask((pool) => pool.active(), mayReachRuntime([program, setup, ...tests]));
    return judgeTests(referee, runner, { program, tests, setup, limits });
  }

  /**
   * Runs a whole program once per case, the case's input on its standard input, and compares what it prints. The
   * expected output stays in the page. No step limit; the outcomes come in the order of the cases.
   */
  async judgeProgram(
    signal: CancelSignal,
    program: string,
    cases: readonly ProgramTest[],
    options: { readonly limits: Limits },
  ): Promise<ProgramOutcome[]> {
    const { limits } = options;
    const runs = await this.#batch<ProgramRun>(signal, {
      requests: cases.map(({ input }) => ({ op: 'program', program, stdin: input, limits })),
      ...limits,
      worker: (pool) => pool.active(),
      restore: true,
      retire: mayReachRuntime([program]),
      read: readProgramRun,
      lost: (_index, end) => ({ outcome: lostOutcome(end, limits), stdout: '' }),
    });
    return runs.flatMap((run, index) => {
      const one = cases[index];
      return one === undefined ? [] : [programOutcome(run, one)];
    });
  }

  /** Ends every worker and the frame. A later call starts again. */
  async dispose(): Promise<void> {
    const pool = this.#pool;
    this.#pool = null;
    (await pool?.catch(() => null))?.close();
  }

  #started(onProgress: (progress: PythonProgress) => void): Promise<WorkerPool> {
    this.#pool ??= openPool(onProgress).catch((error: unknown) => {
      this.#pool = null;
      throw error;
    });
    return this.#pool;
  }

  /** Runs every request, going on in another worker where one is lost. */
  #batch<T>(signal: CancelSignal, batch: Batch<T>): Promise<T[]> {
    return this.#queue.run(signal, async () => {
      const results: T[] = [];
      const pool = await this.#started(() => undefined);
      while (results.length < batch.requests.length) {
        const worker = await batch.worker(pool);
        signal.throwIfAborted();
        await this.#order(signal, worker, batch, results);
      }
      return results;
    });
  }

  async #order<T>(signal: CancelSignal, worker: PythonWorker, batch: Batch<T>, results: T[]): Promise<void> {
    const first = results.length;
    const abort = () => worker.kill();
    signal.addEventListener('abort', abort, { once: true });
    const end = await worker.run({
      requests: batch.requests.slice(first).map((request) => JSON.stringify(request)),
      deadlineMs: batch.deadlineMs,
      maxHeapBytes: batch.maxHeapBytes,
      restore: batch.restore,
      onReply: (index, reply) => {
        results.push(batch.read(reply) ?? batch.lost(first + index, { kind: 'unreadable' }));
      },
    });
    signal.removeEventListener('abort', abort);
    if (batch.retire) worker.kill();
    signal.throwIfAborted();
    if (end.kind !== 'finished') results.push(batch.lost(first + end.index, end));
  }
}

function lostOutcome(
  end: Exclude<OrderEnd, { kind: 'finished' }> | { kind: 'unreadable' },
  limits: Limits,
): LostOutcome {
  if (end.kind === 'deadline') return afterDeadline(limits);
  if (end.kind === 'crashed') return afterCrash(end.reason, limits);
  return unreadable();
}

async function openPool(onProgress: (progress: PythonProgress) => void): Promise<WorkerPool> {
  if (typeof WebAssembly !== 'object') throw new PlaygroundError(NO_WEBASSEMBLY);
  onProgress({ label: 'Loading Python', fraction: 0 });
  const assets = fetchAssets((fraction) => onProgress({ label: 'Loading Python', fraction }));
  const frame = await SandboxFrame.open(assets);
  onProgress({ label: 'Starting Python', fraction: null });
  const pool = new WorkerPool(frame, { probeUrl: probeAddress(), useSnapshot: (await assets.snapshot) !== null });
  try {
    await pool.active();
    return pool;
  } catch (error) {
    pool.close();
    throw error;
  }
}

const NO_WEBASSEMBLY: Failure = {
  code: 'no-webassembly',
  message: 'This browser has no WebAssembly, and Python runs in it.',
  advice:
    'Use a current Chrome, Edge, Firefox or Safari, or switch WebAssembly on in its settings (a lockdown mode switches it off).',
};
