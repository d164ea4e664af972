/**
 * What a link says of a run's tokens: one hash of all of them, and a short one for each line. A run that is made again
 * on another device can then be compared line by line, and the first line that differs can be named.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import type { EventOf, RunEvent } from '../guidance/events';
import type { TokenId } from '../guidance/tokens';
import { toBase64Url } from './base64-url';

/** Characters of a line's print: 18 bits, so that one line in 262,144 that differs is not seen; `tokens` sees it. */
export const LINE_PRINT_LENGTH = 3;
const TOKENS_PRINT_LENGTH = 8;
/** Of longer runs the first lines have prints of their own; the rest is in the print of all tokens. */
const MOST_LINES = 200;

export interface RunPrint {
  /** Of the tokens of all lines. */
  readonly tokens: string;
  /** Prints of the lines in the order of the run, one behind the other; a retry's lines go on behind the first ones. */
  readonly lines: string;
  /** How many events the run has. */
  readonly events: number;
}

export type RunComparison =
  /** Nothing differs so far, in so many lines. */
  | { readonly kind: 'same-so-far'; readonly lines: number }
  | { readonly kind: 'same' }
  | {
      readonly kind: 'differs';
      /** In its attempt, from 0; null where the lines that have prints agree and something behind them does not. */
      readonly line: number | null;
      readonly attempt: number;
    };

export function printOf(events: readonly RunEvent[]): RunPrint {
  const lines = finishedLines(events);
  return {
    tokens: tokensPrint(lines),
    lines: lines
      .slice(0, MOST_LINES)
      .map(({ ids }) => linePrint(ids))
      .join(''),
    events: events.length,
  };
}

/** Holds the lines that are finished to those of a link. */
export function compareRun(print: RunPrint, events: readonly RunEvent[]): RunComparison {
  const lines = finishedLines(events);
  const there = print.lines.length / LINE_PRINT_LENGTH;
  for (const [i, line] of lines.slice(0, MOST_LINES).entries()) {
    const expected = print.lines.slice(i * LINE_PRINT_LENGTH, (i + 1) * LINE_PRINT_LENGTH);
    if (expected !== linePrint(line.ids)) return { kind: 'differs', line: line.line, attempt: line.attempt };
  }
  if (lines.length >= there && tokensPrint(lines) === print.tokens) return { kind: 'same' };
  const ended = events.some(({ kind }) => kind === 'run-finished');
  if (!ended) return { kind: 'same-so-far', lines: lines.length };
  const last = lines.at(-1);
  const shorter = lines.length < there;
  return {
    kind: 'differs',
    line: shorter ? (last?.line ?? -1) + 1 : null,
    attempt: last?.attempt ?? 0,
  };
}

interface FinishedLine {
  readonly line: number;
  readonly attempt: number;
  readonly ids: readonly TokenId[];
}

function finishedLines(events: readonly RunEvent[]): FinishedLine[] {
  let attempt = 0;
  const lines: FinishedLine[] = [];
  for (const event of events) {
    if (event.kind === 'attempt-started') attempt = event.attempt;
    if (isFinishedLine(event)) lines.push({ line: event.line, attempt, ids: event.ids });
  }
  return lines;
}

function isFinishedLine(event: RunEvent): event is EventOf<'line-finished'> {
  return event.kind === 'line-finished';
}

function linePrint(ids: readonly TokenId[]): string {
  return shortHash(ids.join(' '), LINE_PRINT_LENGTH);
}

function tokensPrint(lines: readonly FinishedLine[]): string {
  return shortHash(lines.map(({ ids }) => ids.join(' ')).join('\n'), TOKENS_PRINT_LENGTH);
}

/** The first characters of a text's SHA-256 in base64url. */
export function shortHash(text: string, length: number): string {
  return toBase64Url(sha256(new TextEncoder().encode(text))).slice(0, length);
}
