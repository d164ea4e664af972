/** What a run had written before a place in it, in its own token ids. */
import type { RunEvent } from '../guidance/events';
import type { TokenId } from '../guidance/tokens';

/** Between two tokens: in front of the `tokens`-th of the line, counted from 0. */
export interface RunPlace {
  readonly line: number;
  readonly tokens: number;
}

export interface WrittenLine {
  readonly ids: readonly TokenId[];
  readonly text: string;
}

/** The lines of the last attempt that are complete, given ones too; the last one may end the answer. */
export function writtenLines(events: readonly RunEvent[]): WrittenLine[] {
  let lines: WrittenLine[] = [];
  for (const event of events) {
    if (event.kind === 'attempt-started') lines = [];
    if (event.kind === 'line-given' || event.kind === 'line-finished') lines.push({ ids: event.ids, text: event.text });
  }
  return lines;
}

export function beginningOf(events: readonly RunEvent[], { line, tokens }: RunPlace): WrittenLine {
  const whole = writtenLines(events).slice(0, line);
  let begun: { id: TokenId; text: string }[] = [];
  for (const event of events) {
    if (event.kind === 'attempt-started') begun = [];
    if (event.kind === 'token-chosen' && event.line === line) begun.push(event.choice);
  }
  const stay = begun.slice(0, tokens);
  return {
    ids: [...whole.flatMap(({ ids }) => ids), ...stay.map(({ id }) => id)],
    text: [...whole, ...stay].map(({ text }) => text).join(''),
  };
}

/** The seed that the last attempt drew from. */
export function attemptSeedOf(events: readonly RunEvent[]): number | null {
  let seed: number | null = null;
  for (const event of events) {
    if (event.kind === 'run-started') seed = event.agent.seed;
    if (event.kind === 'attempt-started') seed = event.seed;
  }
  return seed;
}
