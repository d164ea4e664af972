/**
 * Early stop: sampling has nothing new to say. The candidates of a refresh agree when every one of them ended the
 * program itself and all are one program, comments and spelling aside. When refreshes in a row agree on the same program,
 * it is the answer, whether it passes or not: more lines would only spell it out.
 *
 * The published code counts the same thing (candidates that reduce to one program with a return in its last line), but
 * every stop of it ends in an error and a failed task.
 */
import type { ExecutedCandidate } from './candidates';
import { isFinished } from './signal';

/** Refreshes in a row. One candidate agrees with itself, so alone it has to do so more often. */
const REFRESHES_OF_SEVERAL = 2;
const REFRESHES_OF_ONE = 4;

export interface Convergence {
  /** Index of a candidate that is the program. */
  readonly index: number;
  readonly refreshes: number;
}

export class ConvergenceWatch {
  private program: string | null = null;
  private agreed = 0;

  /** To be told of every refresh; answers once the candidates have agreed often enough. */
  note(executed: readonly ExecutedCandidate[]): Convergence | null {
    const program = commonProgram(executed);
    this.agreed = program === null ? 0 : program === this.program ? this.agreed + 1 : 1;
    this.program = program;
    const [first] = executed;
    const needed = executed.length > 1 ? REFRESHES_OF_SEVERAL : REFRESHES_OF_ONE;
    return first === undefined || this.agreed < needed
      ? null
      : { index: first.candidate.index, refreshes: this.agreed };
  }
}

/** The one program that all candidates are, or null. */
function commonProgram(executed: readonly ExecutedCandidate[]): string | null {
  const [first] = executed;
  if (first === undefined || first.executable.kind === 'refused') return null;
  const { normalised } = first.executable;
  const same = executed.every(
    ({ candidate, executable }) =>
      isFinished(candidate.end) && executable.kind === 'executable' && executable.normalised === normalised,
  );
  return same ? normalised : null;
}
