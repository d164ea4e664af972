/**
 * Moments of a run that are worth looking at, found by what happens in it and never by their place: a run that is
 * recorded anew has them somewhere else. A moment's address is the number of events shown there.
 */
import type { EventOf, RunEvent } from '../guidance/events';
import type { TokenChoice } from '../guidance/ports';

export interface LineMoments {
  readonly line: number;
  /** The line has begun, nothing of it is known. */
  readonly begun: number;
  /** All its candidates are sampled, none has run. null without candidates. */
  readonly sampled: number | null;
  /** All its candidates have run. null without candidates. */
  readonly executed: number | null;
  /** Its signal stands in the second prompt. null where none was formed. */
  readonly signal: number | null;
  /** The line is complete. null while it is not. */
  readonly finished: number | null;
}

/** The token that the plain prompt alone would have taken; null where nothing is stored of it. */
export function plainFavouriteId(choice: TokenChoice): number | null {
  let best: TokenChoice['top'][number] | null = null;
  for (const one of choice.top) if (best === null || one.logP > best.logP) best = one;
  return best?.id ?? null;
}

/** Guidance chose this token; without it another would stand there. */
export function isChanged(choice: TokenChoice): boolean {
  const plain = plainFavouriteId(choice);
  return choice.source !== 'forced' && plain !== null && plain !== choice.id;
}

/** Every line of the last attempt, in order. */
export function lineMoments(events: readonly RunEvent[]): LineMoments[] {
  let lines: LineMoments[] = [];
  const change = (update: Partial<LineMoments>) => {
    const last = lines.at(-1);
    if (last !== undefined) lines[lines.length - 1] = { ...last, ...update };
  };
  for (const [i, event] of events.entries()) {
    switch (event.kind) {
      case 'attempt-started':
        lines = [];
        break;
      case 'line-started':
        lines.push({ line: event.line, begun: i + 1, sampled: null, executed: null, signal: null, finished: null });
        break;
      case 'candidate-sampled':
        // Later ones were sampled inside the line (token guidance), when a part of it was known.
        if (lines.at(-1)?.executed === null) change({ sampled: i + 1 });
        break;
      case 'candidate-executed':
        change({ executed: i + 1 });
        break;
      case 'signal-formed':
        change({ signal: i + 1 });
        break;
      case 'line-finished':
        change({ finished: i + 1 });
        break;
      default:
    }
  }
  return lines;
}

export interface RescueMoment {
  readonly line: LineMoments;
  /** The first token that guidance changed has just been chosen. */
  readonly token: number;
  readonly choice: TokenChoice;
  /** Index of a candidate that passes every visible test and begins with the line. */
  readonly candidate: number;
}

/**
 * The first line that guidance turned towards a candidate which passes: on it a token was changed, and a candidate that
 * passes every visible test begins with what was written. null in a run without one.
 */
export function rescueMoment(events: readonly RunEvent[]): RescueMoment | null {
  for (const line of lineMoments(events)) {
    if (line.finished === null) continue;
    const inside = events.slice(line.begun, line.finished);
    const written = inside.at(-1);
    const at = inside.findIndex((event) => event.kind === 'token-chosen' && isChanged(event.choice));
    const changed = inside[at];
    if (changed?.kind !== 'token-chosen' || written?.kind !== 'line-finished') continue;
    const candidate = passingCandidates(inside).find(({ candidate: { text } }) => sameLine(text, written.text));
    if (candidate === undefined) continue;
    return { line, token: line.begun + at + 1, choice: changed.choice, candidate: candidate.candidate.index };
  }
  return null;
}

/** The first token that guidance changed anywhere, wherever it led. */
export function firstChange(events: readonly RunEvent[]): { readonly at: number; readonly choice: TokenChoice } | null {
  const at = events.findIndex((event) => event.kind === 'token-chosen' && isChanged(event.choice));
  const event = events[at];
  return event?.kind === 'token-chosen' ? { at: at + 1, choice: event.choice } : null;
}

/** The first line that has candidates; for runs in which nothing was changed. */
export function firstWithCandidates(events: readonly RunEvent[]): LineMoments | null {
  return lineMoments(events).find(({ executed }) => executed !== null) ?? null;
}

/** Whether a candidate of any line passes every visible test. */
export function hasPassingCandidate(events: readonly RunEvent[]): boolean {
  return events.some((event) => event.kind === 'candidate-executed' && event.passed);
}

function passingCandidates(events: readonly RunEvent[]): EventOf<'candidate-sampled'>[] {
  const passed = new Set(
    events.flatMap((event) => (event.kind === 'candidate-executed' && event.passed ? [event.index] : [])),
  );
  return events.filter(
    (event): event is EventOf<'candidate-sampled'> =>
      event.kind === 'candidate-sampled' && passed.has(event.candidate.index),
  );
}

/** First line of a continuation, without what nobody sees at its end. */
export function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').trimEnd();
}

function sameLine(candidate: string, written: string): boolean {
  return firstLine(candidate) === firstLine(written);
}
