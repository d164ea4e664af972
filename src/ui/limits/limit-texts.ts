/** Name and a plain explanation of every limit, and the word for a test that met it. */
import type { TestOutcome } from '../../guidance/ports';
import type { LimitName } from '../../limits/sandbox-limits';

export interface LimitText {
  readonly label: string;
  readonly help: string;
}

export const LIMIT_TEXTS: Readonly<Record<LimitName, LimitText>> = {
  maxSteps: {
    label: 'Steps',
    help: 'Lines, jumps and returns that a candidate may take in one test. The final verdict has no step limit, only time.',
  },
  deadlineMs: {
    label: 'Time',
    help: 'How long one test may run, for candidates and for the final verdict. Then its interpreter is ended.',
  },
  maxHeapBytes: {
    label: 'Memory',
    help: 'All of Python’s memory during one test. The interpreter itself takes about 30 MB of it.',
  },
  maxOutputBytes: {
    label: 'Output',
    help: 'How much one test may print.',
  },
  maxRecursionDepth: {
    label: 'Recursion',
    help: 'How deep functions may call each other. Calls through built-in code (a cached function, a sort key) end earlier, at the browser’s own stack.',
  },
  maxTraceSteps: {
    label: 'Trace steps',
    help: 'Steps that are recorded with what they changed. The program runs on beyond them; they are only counted.',
  },
  maxTraceValues: {
    label: 'Trace values',
    help: 'Values that the trace of one test shows in all, over all its steps.',
  },
};

/** In one or two words, for the verdict on a test. */
export const LIMIT_WORDS: Readonly<Record<Extract<TestOutcome, { kind: 'limit' }>['limit'], string>> = {
  steps: 'step limit',
  deadline: 'time limit',
  memory: 'memory limit',
  output: 'output limit',
  recursion: 'too deep',
};
