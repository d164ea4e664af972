/** How tests of each kind become requests to the runtime, and replies become the port's records. */
import type { Limits, TestOutcome, TestRun } from '../../guidance/ports';
import { type ProgramOutcome, type ProgramTest, programOutcome } from '../../guidance/program-test';
import { isProgramTest, isSnippetCheck, type ProblemTest, type SnippetCheck } from '../../problems/problem-test';
import { readRun, readSettled, readTracedProgram } from './replies';

export interface Candidate {
  readonly program: string;
  readonly setup: string;
  readonly entryPoint: string | null;
  readonly limits: Limits;
}

/** Most characters of a program's output that an outcome repeats; the whole of it is in the run's `stdout`. */
const MAX_GOT = 10_000;

export function traceRequest(test: ProblemTest, { program, setup, entryPoint, limits }: Candidate): object {
  if (typeof test === 'string') return { op: 'trace', program, test, setup, entryPoint, limits };
  if (isProgramTest(test)) return { op: 'trace-program', program, stdin: test.input, limits };
  return { op: 'trace-snippet', ...snippetParts(test), program, setup, limits };
}

/** null for a reply of no known shape. */
export function readTrace(test: ProblemTest, reply: string): TestRun | null {
  if (!isProgramTest(test)) {
    const run = readRun(reply);
    return run && { ...run, test };
  }
  const run = readTracedProgram(reply);
  return run && { ...run, test, outcome: outcomeOfProgram(programOutcome(run, test)) };
}

/** Whether every test is a whole program's; such a suite holds nothing else. */
export function isProgramSuite(tests: readonly ProblemTest[]): tests is readonly ProgramTest[] {
  return tests.length > 0 && tests.every(isProgramTest);
}

export function isSnippetSuite(tests: readonly ProblemTest[]): tests is readonly SnippetCheck[] {
  return tests.length > 0 && tests.every(isSnippetCheck);
}

/** The texts among the tests: they are Python, in which imports may stand. */
export function assertsOf(tests: readonly ProblemTest[]): string[] {
  return tests.filter((test) => typeof test === 'string');
}

export function snippetRequest(test: SnippetCheck, { program, setup, limits }: Omit<Candidate, 'entryPoint'>): object {
  return { op: 'snippet', ...snippetParts(test), program, setup, limits };
}

export function readSnippetOutcome(reply: string): TestOutcome | null {
  return readSettled(reply)?.outcome ?? null;
}

/** The port's outcome: what was expected stands in the test, what came in `got`. */
export function outcomeOfProgram(outcome: ProgramOutcome): TestOutcome {
  if (outcome.kind === 'passed' || outcome.kind === 'failed') {
    return { kind: outcome.kind, got: outcome.stdout.slice(0, MAX_GOT) };
  }
  const { stdout: _, ...ended } = outcome;
  return ended;
}

function snippetParts(test: SnippetCheck): object {
  return { check: test.check, case: test.case ?? 1 };
}
