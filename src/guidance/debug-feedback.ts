/**
 * What self-debugging says of a program that failed. Two forms:
 *
 * Our own model knows one form of feedback only, the signal of signal.ts, and was never trained to rewrite. So the failed
 * programs are put to it as what they are in that form: candidates that were tried from where the body begins, with
 * verdicts, results and final locals. It reads that they fail and writes another body; the header stays.
 *
 * Any other model gets the last program, every test with its outcome and trace, and the request to write it again.
 */
import { bodyOffset } from './line';
import type { TestRun } from './ports';
import { formatSignal } from './signal';
import { fullText } from './trace-text';

export interface DebuggedProgram {
  /** The whole program, and the text of its executed form. */
  readonly code: string;
  readonly executed: string;
  /** The model ended it itself. */
  readonly finished: boolean;
  /** One per visible test; none where it does not even parse. */
  readonly runs: readonly TestRun[];
  readonly refused: string | null;
}

/** `programs` as they were written, at least one; `shown` is how many of the last ones our own model sees. */
export function feedbackText(
  form: 'built-in' | 'words',
  programs: readonly DebuggedProgram[],
  entryPoint: string | null,
  shown: number,
): string {
  const last = programs.at(-1);
  if (last === undefined) return '';
  if (form === 'words') return inWords(last);
  const tried = distinct(programs.filter(({ runs }) => runs.length > 0)).slice(-shown);
  return formatSignal(
    tried.map(({ code, finished, runs }) => ({
      continuation: code.slice(bodyStart(code, entryPoint)),
      finished,
      runs,
    })),
  );
}

/** Offset of the first line of the function's body; 0 where there is none, as in a whole program. */
export function bodyStart(code: string, entryPoint: string | null): number {
  return entryPoint === null ? 0 : (bodyOffset(code, entryPoint) ?? 0);
}

function inWords({ code, executed, runs, refused }: DebuggedProgram): string {
  return [
    'This program was written for the task and does not pass its tests:',
    '```python',
    code.replace(/\n+$/, ''),
    '```',
    refused === null ? 'What happened when it ran, test by test:' : `It is no complete Python: ${refused}`,
    ...runs.map((run) => fullText(executed, run).trimEnd()),
    'Find the first step that goes wrong and write the whole program again, corrected.',
    '',
    '',
  ].join('\n');
}

function distinct(programs: readonly DebuggedProgram[]): DebuggedProgram[] {
  return [...new Map(programs.map((program) => [program.executed, program])).values()];
}
