/** How long each event of a run stays on the screen while it is played. Events carry no clock; this is time to read. */
import type { RunEvent } from '../guidance/events';

/** At speed 1, however long the run is: who wants more time steps, or plays at half the speed. */
const LONGEST_MS = 45_000;

const READING_MS: Readonly<Record<RunEvent['kind'], number>> = {
  'run-started': 500,
  'line-given': 0,
  'line-started': 250,
  'candidate-sampled': 240,
  'candidate-executed': 260,
  'candidate-chosen': 600,
  'refresh-inside-line': 250,
  'partial-executed': 400,
  'signal-formed': 600,
  'signal-too-long': 100,
  'signal-kept': 100,
  converged: 600,
  'attempt-started': 600,
  'deadline-decided': 100,
  'token-chosen': 140,
  'line-finished': 350,
  'budget-reached': 600,
  'code-finished': 500,
  'code-judged': 400,
  'run-finished': 400,
  'engine-restarted': 600,
  'run-stopped': 400,
  'run-failed': 400,
};

/** Milliseconds at speed 1 from each kind of event to the one after it, for a run of these events. */
export function paceOf(events: readonly RunEvent[]): (event: RunEvent) => number {
  const wholeMs = events.reduce((sum, event) => sum + READING_MS[event.kind], 0);
  const share = Math.min(1, LONGEST_MS / Math.max(1, wholeMs));
  return (event) => READING_MS[event.kind] * share;
}
