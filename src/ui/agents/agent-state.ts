/** How an agent is doing, in a few words. */
import { assertNever } from '../../guidance/assert-never';
import type { RunView } from '../../runs/run-view';

export interface AgentState {
  readonly words: string;
  readonly tone: 'open' | 'pass' | 'fail';
}

export function agentState({ outcome, started, lines, attempt }: RunView): AgentState {
  const again = attempt > 0 ? `, attempt ${attempt + 1}` : '';
  switch (outcome.kind) {
    case 'open':
      return { words: started === null ? 'waits' : `writes line ${Math.max(1, lines.length)}${again}`, tone: 'open' };
    case 'finished':
      return outcome.solved ? { words: `solved${again}`, tone: 'pass' } : { words: `not solved${again}`, tone: 'fail' };
    case 'stopped':
      if (outcome.because === undefined) return { words: 'stopped', tone: 'open' };
      return {
        words: lines.every(({ end }) => end === null) ? 'skipped: already solved' : 'stopped: another solved it',
        tone: 'open',
      };
    case 'failed':
      return { words: outcome.message, tone: 'fail' };
    default:
      return assertNever(outcome);
  }
}
