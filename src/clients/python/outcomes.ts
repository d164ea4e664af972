/** Outcomes that only the page can tell, because the worker that would is gone. */
import { assertNever } from '../../guidance/assert-never';
import type { Limits, TestOutcome, TestRun } from '../../guidance/ports';
import { deadlineMessage, memoryMessage, STACK_MESSAGE } from '../../limits/limit-messages';
import type { ProblemTest } from '../../problems/problem-test';
import type { CrashReason } from './python-worker';

export type LostOutcome = Extract<TestOutcome, { kind: 'raised' | 'limit' }>;

export function afterDeadline(limits: Limits): LostOutcome {
  return {
    kind: 'limit',
    limit: 'deadline',
    message: deadlineMessage(limits),
  };
}

export function afterCrash(reason: CrashReason, limits: Limits): LostOutcome {
  switch (reason) {
    case 'recursion':
      return {
        kind: 'limit',
        limit: 'recursion',
        message: STACK_MESSAGE,
      };
    case 'memory':
      return {
        kind: 'limit',
        limit: 'memory',
        message: memoryMessage(limits),
      };
    case 'outside':
      return {
        kind: 'raised',
        type: 'PermissionError',
        message:
          'The program reached for something outside of Python (JavaScript, the network, an event loop), which programs may not use here.',
      };
    case 'other':
      return {
        kind: 'raised',
        type: 'SystemExit',
        message: 'The program ended or broke the interpreter that it ran in.',
      };
    default:
      return assertNever(reason);
  }
}

/** A reply of no known shape: only a program that tampers with its worker brings that about. */
export function unreadable(): LostOutcome {
  return {
    kind: 'raised',
    type: 'SystemError',
    message: 'The program disturbed the interpreter, so its result does not count.',
  };
}

/** A program that imports a package which could not be had. */
export function missingPackage(message: string): LostOutcome {
  return { kind: 'raised', type: 'ModuleNotFoundError', message };
}

/** Whether Python says that it has no module of one of these names. */
export function lacksPackage(outcome: { readonly kind: string }, names: readonly string[]): boolean {
  if (!('type' in outcome && 'message' in outcome) || outcome.type !== 'ModuleNotFoundError') return false;
  const said = String(outcome.message);
  return names.some((name) => said.includes(`'${name}'`));
}

export function emptyRun(test: ProblemTest, outcome: TestOutcome): TestRun {
  return { test, outcome, finalLocals: [], steps: [], stepCount: 0, stdout: '' };
}

/** Names by which a program could reach the interpreter's inside, from where the heap's restoring does not undo it. */
const INSIDE =
  /\b(?:_?js|_?pyodide\w*|_?ctypes|gc|inspect|sys\s*\.\s*(?:modules|_\w+|meta_path)|importlib|__\w*(?:subclasses|globals|import|builtins|loader|code)__)(?!\w)/;

/** True for texts after which a worker should not be used again. It may be true for harmless ones: a worker is cheap. */
export function mayReachRuntime(texts: readonly string[]): boolean {
  return texts.some((text) => INSIDE.test(text));
}
