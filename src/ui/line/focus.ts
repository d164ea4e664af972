/** Which candidate a moment is about, and which step of the line's story it belongs to. */
import type { RunEvent } from '../../guidance/events';
import type { CandidateView, LineView } from '../../runs/run-view';

/** In the order of the method; they are also the columns of the line's story. */
export type StoryStep = 'candidates' | 'runs' | 'signal' | 'tokens';

/**
 * Index of the candidate that is shown whole: the picked one, else the one that something just happened to, else the
 * first that passes, else the first that ran. null without candidates. `event` is the newest of the moment.
 */
export function focusedCandidate(line: LineView, picked: number | null, event: RunEvent | null): number | null {
  const candidates = inOrder(line.candidates);
  const has = (index: number | null) => candidates.some(({ candidate }) => candidate.index === index);
  if (picked !== null && has(picked)) return picked;
  const touched = event === null || !('line' in event) || event.line !== line.line ? null : touchedBy(event);
  if (touched !== null && has(touched)) return touched;
  const passing = candidates.find(({ execution }) => execution?.passed === true);
  const ran = candidates.find(({ execution }) => execution !== null && execution.runs.length > 0);
  return (passing ?? ran ?? candidates[0])?.candidate.index ?? null;
}

function touchedBy(event: RunEvent): number | null {
  if (event.kind === 'candidate-sampled') return event.candidate.index;
  return event.kind === 'candidate-executed' ? event.index : null;
}

/** By their number, which is also their order in the signal; they are told as each is complete. */
export function inOrder(candidates: readonly CandidateView[]): CandidateView[] {
  return [...candidates].sort((a, b) => a.candidate.index - b.candidate.index);
}

/** Of a candidate that is the program of an earlier one: that one, which ran in its place. */
export function ranAs(candidates: readonly CandidateView[], index: number | null): CandidateView | null {
  const one = candidates.find(({ candidate }) => candidate.index === index);
  if (one === undefined) return null;
  const of = one.execution?.duplicateOf ?? null;
  return of === null ? one : ranAs(candidates, of);
}

/** null for what belongs to no step: the beginning, the tests on the answer, the end. */
export function stepOf(event: RunEvent | null): StoryStep | null {
  switch (event?.kind) {
    case 'candidate-sampled':
    case 'refresh-inside-line':
      return 'candidates';
    case 'candidate-executed':
    case 'partial-executed':
    case 'candidate-chosen':
    case 'converged':
      return 'runs';
    case 'signal-formed':
    case 'signal-kept':
    case 'signal-too-long':
      return 'signal';
    case 'token-chosen':
      return 'tokens';
    default:
      return null;
  }
}
