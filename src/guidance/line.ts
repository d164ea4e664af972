/**
 * Where a line ends and where the answer ends, judged on the text of the answer alone. The page's loop and the model
 * worker's decoders use the same rules, so a candidate and the answer stop for the same reasons. Which of the answer is
 * the code says `answer-text.ts`.
 */
import { hasEntry, readAnswer } from './answer-text';
import { lineCount, splitLines } from './python-lines';

export { bodyOffset, codeIn, entryOffset } from './answer-text';
export { lineCount } from './python-lines';

export type EndReason =
  /** The line is complete; generation goes on. */
  | 'line'
  /** A candidate reached its horizon, or a request its token limit. */
  | 'horizon'
  | 'token-limit'
  | 'line-limit'
  | 'end-token'
  | 'fence'
  | 'dedent'
  | 'repetition';

export interface StopRule {
  /** The function being written; null for a whole program, which has no dedent that ends it. */
  readonly entryPoint: string | null;
  readonly maxLines: number;
  readonly maxTokens: number;
}

export interface CodeEnd {
  readonly reason: 'fence' | 'dedent' | 'line-limit' | 'repetition';
  /** Characters of the text that belong to the answer. */
  readonly keep: number;
}

/** Same line written so many times in a row, or a block of up to four lines so many times: a loop in the model. */
const REPEATS = 4;
const LONGEST_REPEATED_BLOCK = 4;

/** Guidance begins once the function is under way; a whole program is guided from its first line. */
export function guidanceApplies(text: string, entryPoint: string | null): boolean {
  return entryPoint === null || hasEntry(text, entryPoint);
}

/** The first reason to end at or before the end of `text`, or null when the answer goes on. */
export function findCodeEnd(text: string, rule: StopRule): CodeEnd | null {
  const { end } = readAnswer(text, rule.entryPoint);
  if (end !== null) return end;
  const repeated = repetitionKeep(text);
  if (repeated !== null) return { reason: 'repetition', keep: repeated };
  if (lineCount(text) >= rule.maxLines) return { reason: 'line-limit', keep: text.length };
  return null;
}

function repetitionKeep(text: string): number | null {
  const lines = splitLines(text);
  lines.pop();
  for (let size = 1; size <= LONGEST_REPEATED_BLOCK; size++) {
    const needed = size * REPEATS;
    if (lines.length < needed) break;
    const tail = lines.slice(-needed);
    const block = tail.slice(0, size);
    if (block.every((line) => line.trim() === '')) continue;
    if (tail.every((line, i) => line === block[i % size])) return offsetAfter(text, lines.length - needed + size);
  }
  return null;
}

/** Offset behind the first `count` lines. */
function offsetAfter(text: string, count: number): number {
  const ends = [...text.matchAll(/\r\n|\n|\r/g)];
  const last = ends[count - 1];
  return last === undefined ? text.length : last.index + last[0].length;
}
