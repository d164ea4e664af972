/**
 * The code in what a model answers. It may write code alone, or words, a fence, the code, a closing fence and words
 * again; fences of other things (a shell command) before the one that holds the function; imports, helpers and
 * decorators above the function. A prompt that has opened a fence itself is the same as code alone.
 *
 * The function's block ends at its closing fence, or where a statement at column 0 follows the function.
 */
import type { CodeEnd } from './line';
import { type PythonLine, pythonLines } from './python-lines';

export interface AnswerReading {
  /** Offset where the block of code begins; null while the text is outside of any. */
  readonly start: number | null;
  /** Offset of the function's own line, or -1. */
  readonly entry: number;
  readonly end: CodeEnd | null;
  /** Where the code stops so far: before a fence that is only begun, else the text's length. */
  readonly until: number;
}

/** What may become a fence. */
const BEGUN_FENCE = /^[ \t]*(?:`{1,2}|~{1,2})$/;
const CODE_LINE =
  /^(?:[ \t]|$|#|@|"""|'''|[)\]}]|(?:import|def|class|async|if|for|while|with|try|except|else|finally|return|assert|print|raise|global|del|pass)\b(?!\s+(?:the|a|an|this|we|you|it|is)\b)|from\s+\S+\s+import\b|[A-Za-z_][\w.]*(?:\[[^\]]*\])?(?:\s*,\s*[A-Za-z_]\w*)*\s*(?::[^=]+)?(?:[-+*/%&|^@]|\/\/|\*\*|<<|>>)?=[^=]|[A-Za-z_][\w.]*\()/;

export function readAnswer(text: string, entryPoint: string | null): AnswerReading {
  const lines = pythonLines(text);
  const isEntry = entryTest(text, entryPoint);
  let start: number | null = 0;
  let fenced = false;
  let entry = -1;
  let hasCode = false;
  for (const line of lines) {
    const content = text.slice(line.start, line.end);
    if (line.fence !== null) {
      const blockDone: boolean = entryPoint === null ? hasCode : entry >= 0;
      if (start !== null && blockDone) return ended('fence', start, entry, line);
      // A word may still come behind the mark.
      if (line.fence.info === '' && !line.complete) return { start, entry, end: null, until: line.start };
      if (line.fence.info !== '' || start === null || (!fenced && !hasCode)) {
        start = line.next;
        fenced = true;
        hasCode = false;
      } else if (fenced) start = null;
      else return ended('fence', start, entry, line);
      continue;
    }
    if (start === null) continue;
    if (!line.complete && BEGUN_FENCE.test(content)) return { start, entry, end: null, until: line.start };
    if (entry >= 0 && line.fresh && /^[^\s#)\]}]/.test(content)) return ended('dedent', start, entry, line);
    if (entry < 0 && line.fresh && isEntry(line)) entry = line.start;
    if (line.complete && content.trim() !== '' && (fenced || CODE_LINE.test(content))) hasCode = true;
  }
  return { start, entry, end: null, until: text.length };
}

function ended(reason: CodeEnd['reason'], start: number, entry: number, line: PythonLine): AnswerReading {
  return { start, entry, end: { reason, keep: line.start }, until: line.start };
}

/** The program in the answer: from its block, without the words above and below. */
export function codeIn(text: string, entryPoint: string | null): string {
  const { start, entry, until } = readAnswer(text, entryPoint);
  if (start === null) return '';
  return text.slice(entry < 0 ? start : afterWords(text, start, entry), until);
}

/** Offset of the first line above the function with nothing but code between the two. */
function afterWords(text: string, start: number, entry: number): number {
  let from = start;
  for (const line of pythonLines(text.slice(start, entry))) {
    const content = text.slice(start + line.start, start + line.end);
    if (line.fresh && !CODE_LINE.test(content)) from = start + line.next;
  }
  return from;
}

export function hasEntry(text: string, entryPoint: string): boolean {
  return readAnswer(text, entryPoint).entry >= 0;
}

/** Character offset where `def entryPoint(` begins at column 0, or -1. */
export function entryOffset(code: string, entryPoint: string): number {
  const isEntry = entryTest(code, entryPoint);
  return pythonLines(code).find((line) => line.fresh && isEntry(line))?.start ?? -1;
}

/** Offset of the line after the header of the function; null where there is none, or it has not ended. */
export function bodyOffset(code: string, entryPoint: string): number | null {
  const isEntry = entryTest(code, entryPoint);
  const lines = pythonLines(code);
  const entry = lines.findIndex((line) => line.fresh && isEntry(line));
  return entry < 0 ? null : (lines.slice(entry + 1).find((line) => line.fresh)?.start ?? null);
}

function entryTest(text: string, entryPoint: string | null): (line: PythonLine) => boolean {
  if (entryPoint === null) return () => false;
  const escaped = entryPoint.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // A class, where the tests call a method of it.
  const opening = new RegExp(`^(?:(?:async[ \\t]+)?def[ \\t]+${escaped}[ \\t]*\\(|class[ \\t]+${escaped}[ \\t]*[(:])`);
  return (line) => opening.test(text.slice(line.start, line.end));
}
