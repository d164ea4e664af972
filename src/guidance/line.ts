/**
 * Where a line ends and where the answer ends, judged on the text of the code alone. The page's loop and the model
 * worker's decoders use the same rules, so a candidate and the answer stop for the same reasons.
 */

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
  /** Characters of the code that belong to the answer. */
  readonly keep: number;
}

/** Same line written so many times in a row, or a block of up to four lines so many times: a loop in the model. */
const REPEATS = 4;
const LONGEST_REPEATED_BLOCK = 4;

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Character offset where `def entryPoint(` begins at column 0, or -1. */
export function entryOffset(code: string, entryPoint: string): number {
  const match = new RegExp(`^(?:async[ \\t]+)?def[ \\t]+${escapeRegExp(entryPoint)}[ \\t]*\\(`, 'm').exec(code);
  return match ? match.index : -1;
}

/** Number of complete lines. */
export function lineCount(code: string): number {
  return code.split('\n').length - 1;
}

/** Guidance begins once the function is under way; a whole program is guided from its first line. */
export function guidanceApplies(code: string, entryPoint: string | null): boolean {
  return entryPoint === null || entryOffset(code, entryPoint) >= 0;
}

function repetitionKeep(code: string): number | null {
  const lines = code.split('\n');
  lines.pop();
  for (let size = 1; size <= LONGEST_REPEATED_BLOCK; size++) {
    const needed = size * REPEATS;
    if (lines.length < needed) break;
    const tail = lines.slice(-needed);
    const block = tail.slice(0, size);
    if (block.every((line) => line.trim() === '')) continue;
    if (tail.every((line, i) => line === block[i % size])) {
      return lines.slice(0, lines.length - needed + size).join('\n').length + 1;
    }
  }
  return null;
}

/** Offset of the line after the header of the function; null where there is none, or it has not ended. */
export function bodyOffset(code: string, entryPoint: string): number | null {
  const start = entryOffset(code, entryPoint);
  return start < 0 ? null : headerEnd(code, start);
}

/** The first reason to end at or before the end of `code`, or null when the answer goes on. */
export function findCodeEnd(code: string, rule: StopRule): CodeEnd | null {
  const fence = /^[ \t]*```/m.exec(code);
  if (fence) return { reason: 'fence', keep: fence.index };
  if (rule.entryPoint !== null) {
    const start = entryOffset(code, rule.entryPoint);
    if (start >= 0) {
      const dedent = dedentAfter(code, start);
      if (dedent !== null) return { reason: 'dedent', keep: dedent };
    }
  }
  const repeated = repetitionKeep(code);
  if (repeated !== null) return { reason: 'repetition', keep: repeated };
  if (lineCount(code) >= rule.maxLines) return { reason: 'line-limit', keep: code.length };
  return null;
}

/** Offset of the first line after the function's header that starts at column 0 with code, or null. */
function dedentAfter(code: string, start: number): number | null {
  const header = headerEnd(code, start);
  if (header === null) return null;
  let at = header;
  let quote: string | null = null;
  while (at < code.length) {
    const next = code.indexOf('\n', at);
    const line = code.slice(at, next < 0 ? code.length : next);
    if (quote === null && line !== '' && /^[^\s#)\]}]/.test(line)) return at;
    quote = openTripleQuote(line, quote);
    if (next < 0) return null;
    at = next + 1;
  }
  return null;
}

/** Offset just after the header's line; a header may span lines inside its brackets. */
function headerEnd(code: string, start: number): number | null {
  let depth = 0;
  for (let i = start; i < code.length; i++) {
    const c = code[i];
    if (c === '(' || c === '[' || c === '{') depth++;
    else if (c === ')' || c === ']' || c === '}') depth--;
    else if (c === '\n' && depth <= 0) return i + 1;
  }
  return null;
}

/** The triple quote still open after this line, given the one open before it. */
function openTripleQuote(line: string, open: string | null): string | null {
  let quote = open;
  for (const match of line.matchAll(/"""|'''/g)) {
    if (quote === null) quote = match[0];
    else if (quote === match[0]) quote = null;
  }
  return quote;
}
