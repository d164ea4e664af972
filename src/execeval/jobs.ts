/**
 * What an ExecEval server is asked for a suite of tests, and what its answers mean here.
 *
 * A whole program is sent once with all its inputs. An assert is put behind the program in a job of its own; what it must
 * print, once nothing was raised, is a word that the job makes up, so that a program which ends early does not pass.
 */
import { assertNever } from '../guidance/assert-never';
import type { Limits, ProblemContext, TestOutcome } from '../guidance/ports';
import { type ProgramTest, programOutcome } from '../guidance/program-test';
import { isProgramTest, type ProblemTest } from '../problems/problem-test';
import type { ExecJob, ExecResult } from './api';

const FLAGS = '-W ignore -s -S';
/** A server that takes asserts away all the same is found out, instead of passing everything. */
const ASSERTS_ARE_ON = "if not __debug__: raise SystemError('asserts are switched off on this server')";
const MAX_GOT = 10_000;

export interface JobOfTests {
  readonly job: ExecJob;
  /** Which tests it answers. */
  readonly tests: readonly number[];
  /** What an assert prints last where it held; null for programs. */
  readonly word: string | null;
}

/** null where a test is of a kind that only this page runs. */
export function jobsFor(
  program: string,
  tests: readonly ProblemTest[],
  { setup, limits }: ProblemContext,
  word: () => string,
): JobOfTests[] | null {
  if (tests.length > 0 && tests.every(isProgramTest)) {
    const unittests = tests.map(({ input, output }) => ({ input, output: [output] }));
    return [
      {
        job: job(setup === '' ? program : `${setup}\n${program}`, unittests, limits),
        tests: [...tests.keys()],
        word: null,
      },
    ];
  }
  const jobs: JobOfTests[] = [];
  for (const [i, test] of tests.entries()) {
    if (typeof test !== 'string') return null;
    const passed = word();
    const parts = [program, setup, ASSERTS_ARE_ON, test, `print(${JSON.stringify(`\n${passed}`)})`];
    jobs.push({
      job: job(parts.filter((part) => part !== '').join('\n'), [{ input: '', output: [passed] }], limits),
      tests: [i],
      word: passed,
    });
  }
  return jobs;
}

function job(source: string, unittests: ExecJob['unittests'], limits: Limits): ExecJob {
  return {
    language: 'Python 3',
    source_code: source,
    unittests,
    limits: { nofile: 4, cpu: Math.max(2, Math.ceil(limits.deadlineMs / 1000)), _as: 2 * 1024 ** 3 },
    execute_flags: FLAGS,
    block_network: true,
    stop_on_first_fail: false,
  };
}

/** The port's outcome of a test; the server's own word for it stands in its message. */
export function outcomeOf({ outcome, result }: ExecResult, test: ProblemTest, word: string | null): TestOutcome {
  switch (outcome) {
    case 'PASSED':
      return { kind: 'passed', got: isProgramTest(test) ? result.slice(0, MAX_GOT) : null };
    case 'WRONG_ANSWER':
      if (isProgramTest(test)) return ofProgram(test, result);
      // What the program itself printed is no part of an assert.
      return { kind: result.trim().split('\n').at(-1) === word ? 'passed' : 'failed', got: null };
    case 'RUNTIME_ERROR':
    case 'COMPILATION_ERROR':
      return ofError(outcome, result);
    case 'TIME_LIMIT_EXCEEDED':
      return { kind: 'limit', limit: 'deadline', message: `It took longer than ExecEval allows (${outcome}).` };
    case 'MEMORY_LIMIT_EXCEEDED':
      return { kind: 'limit', limit: 'memory', message: `It took more memory than ExecEval allows (${outcome}).` };
    default:
      return assertNever(outcome);
  }
}

/** The server compares texts; where the problem allows numbers to differ, its word is not the last. */
function ofProgram(test: ProgramTest, stdout: string): TestOutcome {
  const own = programOutcome({ outcome: { kind: 'ended' }, stdout }, test);
  const passed = own.kind === 'passed' && test.comparison?.floatTolerance != null;
  return { kind: passed ? 'passed' : 'failed', got: stdout.slice(0, MAX_GOT) };
}

function ofError(outcome: 'RUNTIME_ERROR' | 'COMPILATION_ERROR', result: string): TestOutcome {
  const lines = result.trim().split('\n');
  const found = /^([A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt|Iteration)?)(?:: ?(.*))?$/.exec(lines.at(-1) ?? '');
  const type = found?.[1] ?? outcome;
  if (type === 'AssertionError') return { kind: 'failed', got: null };
  return { kind: 'raised', type, message: `${found?.[2] ?? ''} (${outcome})`.trim() };
}
