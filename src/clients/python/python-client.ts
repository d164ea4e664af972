/**
 * The interpreter port over sandboxed workers. Limits that a program cannot be trusted with are kept here: the wall
 * clock, and what a reply may look like.
 */
import type { CancelSignal } from '../../guidance/cancellation';
import type { Executable, Interpreter, Limits, TestOutcome, TestRun } from '../../guidance/ports';
import { type ProgramOutcome, type ProgramRun, type ProgramTest, programOutcome } from '../../guidance/program-test';
import type { ProblemTest, SnippetCheck } from '../../problems/problem-test';
import { PAGE_PACKAGES } from './assets';
import { ExclusiveQueue } from './exclusive-queue';
import { type Ask, judgeTests } from './judging';
import {
  afterCrash,
  afterDeadline,
  emptyRun,
  type LostOutcome,
  lacksPackage,
  mayReachRuntime,
  missingPackage,
  unreadable,
} from './outcomes';
import { PackageDesk, type PackageReport } from './packages-desk';
import { isPackageError } from './packages-failure';
import type { PackageSource } from './packages-lock';
import type { OrderEnd, PythonWorker } from './python-worker';
import { readExecutable, readImports, readProgramRun } from './replies';
import { openSandbox, type PythonProgress, type Sandbox } from './sandbox';
import {
  assertsOf,
  isProgramSuite,
  isSnippetSuite,
  outcomeOfProgram,
  readSnippetOutcome,
  readTrace,
  snippetRequest,
  traceRequest,
} from './suites';
import type { WorkerPool } from './worker-pool';

const PARSE_DEADLINE_MS = 2_000;
const PARSE_HEAP_BYTES = 256 * 1024 * 1024;

/** What the problem brings along, beside the program. */
interface ProblemParts {
  readonly setup: string;
  readonly tests: readonly ProblemTest[];
  /** Packages that it asks for by name. */
  readonly packages?: readonly string[] | undefined;
}

type TraceOptions = Parameters<Interpreter['trace']>[3];
type JudgeOptions = Parameters<Interpreter['judge']>[3];

type LostEnd = Extract<OrderEnd, { kind: 'deadline' | 'crashed' }> | { readonly kind: 'unreadable' };

interface Batch<T> {
  readonly requests: readonly object[];
  readonly deadlineMs: number;
  readonly maxHeapBytes: number;
  /** Names of the packages that the worker must have; [] for a plain one. */
  readonly packages: readonly string[];
  /** Chooses the worker, again after one was lost. */
  readonly worker: (pool: WorkerPool) => Promise<PythonWorker>;
  /** Whether a program runs, so that the heap must be put back afterwards. */
  readonly restore: boolean;
  /** Whether the worker is ended afterwards. */
  readonly retire: boolean;
  readonly read: (reply: string, index: number) => T | null;
  /** What stands for a request that ended with its worker. */
  readonly lost: (index: number, end: LostEnd) => T;
}

interface ProvidedPackages {
  /** Names of the packages that the worker must have; [] for a plain one. */
  readonly had: readonly string[];
  /** The outcome in the page's words where a package that could not be had is what ended the program. */
  readonly explain: <T extends { readonly kind: string }>(outcome: T) => T | LostOutcome;
}

export class PythonClient implements Interpreter {
  readonly #queue = new ExclusiveQueue();
  readonly #desk: PackageDesk;
  #sandbox: Promise<Sandbox> | null = null;

  constructor(
    options: { readonly packages?: PackageSource; readonly onPackages?: (report: PackageReport) => void } = {},
  ) {
    this.#desk = new PackageDesk({
      source: options.packages ?? PAGE_PACKAGES,
      importsOf: (signal, sources) => this.#importsOf(signal, sources),
      onReport: options.onPackages ?? (() => undefined),
    });
  }

  /** Resolves when a program can run; safe to call again. Rejects with a PlaygroundError, and then may be retried. */
  async start(onProgress: (progress: PythonProgress) => void = () => undefined): Promise<void> {
    await this.#started(onProgress);
  }

  /**
   * Gets the packages that a problem needs, before its first program runs. Rejects with `package-missing` where one
   * cannot be had; the problem is then to be skipped.
   */
  async prepare(signal: CancelSignal, { setup, tests, packages = [] }: ProblemParts): Promise<void> {
    const names = await this.#desk.needed(signal, packages, [setup, ...assertsOf(tests)]);
    await this.#provide(signal, names);
  }

  makeExecutable(signal: CancelSignal, sources: readonly string[]): Promise<Executable[]> {
    return this.#batch<Executable>(signal, {
      requests: sources.map((source) => ({ op: 'executable', source })),
      deadlineMs: PARSE_DEADLINE_MS,
      maxHeapBytes: PARSE_HEAP_BYTES,
      packages: [],
      worker: (pool) => pool.active(),
      restore: false,
      retire: false,
      read: readExecutable,
      lost: () => ({ kind: 'refused', reason: 'the parser cannot read it: too deeply nested' }),
    });
  }

  async trace(
    signal: CancelSignal,
    program: string,
    tests: readonly ProblemTest[],
    options: TraceOptions,
  ): Promise<TestRun[]> {
    const { entryPoint, setup, limits } = options;
    const { had, explain } = await this.#packagesFor(signal, program, { ...options, tests });
    const runs = await this.#batch<TestRun>(signal, {
      requests: tests.map((test) => traceRequest(test, { program, setup, entryPoint, limits })),
      ...limits,
      packages: had,
      worker: (pool) => pool.active(),
      restore: true,
      retire: mayReachRuntime([program, setup, ...assertsOf(tests)]),
      read: (reply, index) => readTrace(tests[index] ?? '', reply),
      lost: (index, end) => emptyRun(tests[index] ?? '', lostOutcome(end, limits)),
    });
    return runs.map((run) => ({ ...run, outcome: explain(run.outcome) }));
  }

  async judge(
    signal: CancelSignal,
    program: string,
    suite: readonly ProblemTest[],
    options: JudgeOptions,
  ): Promise<TestOutcome[]> {
    if (isProgramSuite(suite)) return (await this.judgeProgram(signal, program, suite, options)).map(outcomeOfProgram);
    if (isSnippetSuite(suite)) return this.#judgeSnippet(signal, program, suite, options);
    const tests = assertsOf(suite);
    const { setup, limits } = options;
    const { had, explain } = await this.#packagesFor(signal, program, { ...options, tests });
    const ask =
      (worker: Batch<unknown>['worker'], retire: boolean): Ask =>
      (requests, read, lost) =>
        this.#batch(signal, {
          requests,
          ...limits,
          packages: had,
          worker,
          restore: true,
          retire,
          read,
          lost: (_index, end) => lost(lostOutcome(end, limits)),
        });
    // The waiting worker is the referee: programs run in the active one alone.
    const referee = ask((pool) => pool.spare(), mayReachRuntime([setup, ...tests]));
    const runner = ask((pool) => pool.active(), mayReachRuntime([program, setup, ...tests]));
    const outcomes = await judgeTests(referee, runner, { program, tests, setup, limits });
    return outcomes.map(explain);
  }

  /**
   * Runs a whole program once per case, the case's input on its standard input, and compares what it prints. The
   * expected output stays in the page. No step limit; the outcomes come in the order of the cases.
   */
  async judgeProgram(
    signal: CancelSignal,
    program: string,
    cases: readonly ProgramTest[],
    options: Pick<JudgeOptions, 'limits' | 'packages'>,
  ): Promise<ProgramOutcome[]> {
    const { limits, packages } = options;
    const { had, explain } = await this.#packagesFor(signal, program, { setup: '', tests: [], packages });
    const runs = await this.#batch<ProgramRun>(signal, {
      requests: cases.map(({ input }) => ({ op: 'program', program, stdin: input, limits })),
      ...limits,
      packages: had,
      worker: (pool) => pool.active(),
      restore: true,
      retire: mayReachRuntime([program]),
      read: readProgramRun,
      lost: (_index, end) => ({ outcome: lostOutcome(end, limits), stdout: '' }),
    });
    return runs.flatMap((run, index) => {
      const one = cases[index];
      return one === undefined ? [] : [programOutcome({ ...run, outcome: explain(run.outcome) }, one)];
    });
  }

  /** The problem's own checks run beside the answer, each in a heap of its own. */
  async #judgeSnippet(
    signal: CancelSignal,
    program: string,
    checks: readonly SnippetCheck[],
    options: JudgeOptions,
  ): Promise<TestOutcome[]> {
    const { setup, limits } = options;
    const { had, explain } = await this.#packagesFor(signal, program, { ...options, tests: [] });
    const outcomes = await this.#batch<TestOutcome>(signal, {
      requests: checks.map((check) => snippetRequest(check, { program, setup, limits })),
      ...limits,
      packages: had,
      worker: (pool) => pool.active(),
      restore: true,
      retire: mayReachRuntime([program, setup]),
      read: readSnippetOutcome,
      lost: (_index, end) => lostOutcome(end, limits),
    });
    return outcomes.map(explain);
  }

  /** Ends every worker and the frame. A later call starts again. */
  async dispose(): Promise<void> {
    const sandbox = this.#sandbox;
    this.#sandbox = null;
    (await sandbox?.catch(() => null))?.close();
  }

  #started(onProgress: (progress: PythonProgress) => void): Promise<Sandbox> {
    this.#sandbox ??= openSandbox(onProgress).catch((error: unknown) => {
      this.#sandbox = null;
      throw error;
    });
    return this.#sandbox;
  }

  async #importsOf(signal: CancelSignal, sources: readonly string[]): Promise<string[]> {
    const [names = []] = await this.#batch<string[]>(signal, {
      requests: [{ op: 'imports', sources }],
      deadlineMs: PARSE_DEADLINE_MS,
      maxHeapBytes: PARSE_HEAP_BYTES,
      packages: [],
      // Where no program has run: this decides what is downloaded.
      worker: (pool) => pool.spare(),
      restore: false,
      retire: false,
      read: readImports,
      lost: () => [],
    });
    return names;
  }

  /**
   * The packages that the workers will have. What the problem lacks is a failure of the run. What only the program
   * lacks is missing when it runs, since it may have thought of that; where it ends by that, `explain` says why.
   */
  async #packagesFor(signal: CancelSignal, program: string, problem: ProblemParts): Promise<ProvidedPackages> {
    await this.prepare(signal, problem);
    const { setup, tests, packages = [] } = problem;
    const names = await this.#desk.needed(signal, packages, [program, setup, ...assertsOf(tests)]);
    try {
      await this.#provide(signal, names);
      return { had: names, explain: (outcome) => outcome };
    } catch (error) {
      if (!isPackageError(error)) throw error;
      const { message } = error.failure;
      const had = await this.#desk.needed(signal, packages, [setup, ...assertsOf(tests)]);
      return { had, explain: (outcome) => (lacksPackage(outcome, names) ? missingPackage(message) : outcome) };
    }
  }

  /** Outside of the queue, so that a slow download holds up nobody else. */
  async #provide(signal: CancelSignal, names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    const { packaged } = await this.#started(() => undefined);
    if (packaged.has(names)) return;
    await this.#desk.handIn(signal, packaged, names);
    this.#desk.report({ label: `Starting Python with ${names.join(', ')}`, fraction: null });
    try {
      await this.#queue.run(signal, () => packaged.pool(names).active());
    } finally {
      this.#desk.report(null);
    }
  }

  /** The pool with these packages, which were provided before; again where the sandbox is another one by now. */
  async #pool(signal: CancelSignal, names: readonly string[]): Promise<WorkerPool> {
    const { plain, packaged } = await this.#started(() => undefined);
    if (names.length === 0) return plain;
    await this.#desk.handIn(signal, packaged, names);
    return packaged.pool(names);
  }

  /** Runs every request, going on in another worker where one is lost. */
  #batch<T>(signal: CancelSignal, batch: Batch<T>): Promise<T[]> {
    return this.#queue.run(signal, async () => {
      const results: T[] = [];
      const pool = await this.#pool(signal, batch.packages);
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
        results.push(batch.read(reply, first + index) ?? batch.lost(first + index, { kind: 'unreadable' }));
      },
    });
    signal.removeEventListener('abort', abort);
    if (batch.retire) worker.kill();
    signal.throwIfAborted();
    if (end.kind === 'deadline' || end.kind === 'crashed') results.push(batch.lost(first + end.index, end));
  }
}

function lostOutcome(end: LostEnd, limits: Limits): LostOutcome {
  if (end.kind === 'deadline') return afterDeadline(limits);
  if (end.kind === 'crashed') return afterCrash(end.reason, limits);
  return unreadable();
}
