/**
 * Where a run can be stopped for a guess. Candidates that begin differently are the choice: the run stops where all of them
 * are sampled and none has run. Where they all begin alike they would give the line away, so it stops before them. The
 * page then shows what was known at that moment and nothing of what came of it. A fold over the events, so a run that is
 * still being written has such places as soon as they are there.
 */
import type { RunEvent } from '../../guidance/events';
import { firstLine, type LineMoments, lineMoments } from '../../runs/moments';

export interface GuessPoint {
  readonly line: number;
  /** Moment at which the question is put. */
  readonly ask: number;
  /** Moment at which the line is complete; null while the run is not there yet. */
  readonly reveal: number | null;
  /** Different first lines of the candidates, shuffled; none where the line is to be typed. */
  readonly options: readonly string[];
  /** What was written in the end; null while it is not known. */
  readonly written: string | null;
}

/** All lines but those that were given, in whole or in part, and those of which too little is known yet. */
export function guessPoints(events: readonly RunEvent[]): GuessPoint[] {
  return lineMoments(events).flatMap((line) => {
    const point = pointOf(events, line);
    return point === null ? [] : [point];
  });
}

/** The first question that is put after this moment. */
export function nextPoint(points: readonly GuessPoint[], after: number): GuessPoint | null {
  return points.find(({ ask }) => ask > after) ?? null;
}

function pointOf(events: readonly RunEvent[], line: LineMoments): GuessPoint | null {
  const { begun, sampled, executed, finished } = line;
  // While candidates still come, some would be missing; the first that has run says that they are complete.
  if (executed === null && finished === null) return null;
  const inside = events.slice(begun, finished ?? events.length);
  if (inside.some((event) => event.kind === 'token-chosen' && event.choice.source === 'forced')) return null;
  const lines = events
    .slice(begun, sampled ?? begun)
    .flatMap((event) => (event.kind === 'candidate-sampled' ? [firstLine(event.candidate.text)] : []));
  const different = [...new Set(lines.filter((text) => text.trim() !== ''))];
  const last = finished === null ? undefined : events[finished - 1];
  return {
    line: line.line,
    ask: different.length > 1 && sampled !== null ? sampled : begun,
    reveal: finished,
    options: different.length > 1 ? shuffled(different, line.line + begun) : [],
    written: last?.kind === 'line-finished' ? firstLine(last.text) : null,
  };
}

/** In an order that says nothing of who sampled what, and is the same each time the question is put. */
function shuffled(options: readonly string[], seed: number): string[] {
  const result = [...options];
  let state = (seed * 2_654_435_761) >>> 0;
  for (let i = result.length - 1; i > 0; i--) {
    // An LCG is enough to hide an order.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (i + 1));
    const [a, b] = [result[i], result[other]];
    if (a === undefined || b === undefined) continue;
    result[i] = b;
    result[other] = a;
  }
  return result;
}
