/** Why a candidate, a line or the answer ended, in words. */
import { assertNever } from '../../guidance/assert-never';
import type { EventOf } from '../../guidance/events';
import type { EndReason } from '../../guidance/line';

export function answerEnd(reason: EventOf<'code-finished'>['reason']): string {
  switch (reason) {
    case 'candidate-passed':
      return 'Finished with a candidate that passed every visible test.';
    case 'budget':
      return 'Ended because its budget was used up.';
    case 'converged':
      return 'Finished early: the candidates kept being one and the same program.';
    case 'end-token':
      return 'The model ended its answer.';
    case 'fence':
      return 'The model closed its code block.';
    case 'dedent':
      return 'The function was complete.';
    case 'repetition':
      return 'Ended because the model began to repeat itself.';
    case 'line-limit':
      return 'Ended at the limit of lines.';
    case 'token-limit':
    case 'horizon':
      return 'Ended at the limit of tokens.';
    case 'line':
      return 'The line was complete.';
    default:
      return assertNever(reason);
  }
}

export function candidateEnd(reason: EndReason): string {
  switch (reason) {
    case 'end-token':
    case 'fence':
    case 'dedent':
      return 'ends the function';
    case 'horizon':
    case 'line-limit':
    case 'line':
      return 'cut at the horizon d';
    case 'token-limit':
      return 'cut at the token limit';
    case 'repetition':
      return 'cut where it repeats itself';
    default:
      return assertNever(reason);
  }
}
