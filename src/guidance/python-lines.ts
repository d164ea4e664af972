/**
 * The lines of a Python text that is still growing, and where each stands: at the start of a statement, or inside a
 * string, a bracket or a backslash continuation. No parser: half-written and wrong code must be read too, and what is
 * said of a complete line never changes when more text comes.
 */

export interface PythonLine {
  /** Offset of its first character. */
  readonly start: number;
  /** Offset after its last character, without the line's end or what may become one. */
  readonly end: number;
  /** Offset of the next line; the text's length where there is none. */
  readonly next: number;
  /** Its end has been written. A `\r` at the end of the text may still become `\r\n`, so it ends no line yet. */
  readonly complete: boolean;
  /** A statement begins here. */
  readonly fresh: boolean;
  /** A code fence: its mark and the word behind it. */
  readonly fence: { readonly info: string } | null;
}

const LINE_END = /\r\n|\n|\r(?!$)/;
const FENCE = /^[ \t]*(?:`{3,}|~{3,})[ \t]*([^`\r\n]*)$/;
/** No statement inside brackets begins so: an unclosed bracket before it is a mistake of the writer's. */
const DEFINITION = /^(?:async[ \t]+def|def|class|@|import|from)\b/;

/** Number of complete lines. `\n`, `\r\n` and `\r` end a line, as in Python. */
export function lineCount(text: string): number {
  return splitLines(text).length - 1;
}

/** The lines' texts without their ends; the last one is not complete. */
export function splitLines(text: string): string[] {
  return text.split(LINE_END);
}

export function pythonLines(text: string): PythonLine[] {
  const lines: PythonLine[] = [];
  const state: State = { quote: null, depth: 0, continued: false };
  for (let start = 0; ; ) {
    const found = LINE_END.exec(text.slice(start));
    const end = found === null ? text.length - (text.endsWith('\r') ? 1 : 0) : start + found.index;
    const next = found === null ? text.length : end + found[0].length;
    const content = text.slice(start, end);
    const fence = state.quote === null ? FENCE.exec(content) : null;
    if (fence !== null) Object.assign(state, { depth: 0, continued: false });
    if (state.quote === null && DEFINITION.test(content)) state.depth = 0;
    const fresh = state.quote === null && state.depth === 0 && !state.continued;
    lines.push({
      start,
      end,
      next,
      complete: found !== null,
      fresh,
      fence: fence === null ? null : { info: (fence[1] ?? '').trim() },
    });
    if (found === null) return lines;
    if (fence === null) readLine(content, state);
    start = next;
  }
}

interface State {
  /** The quotes that end the string that is open across lines. */
  quote: string | null;
  /** Brackets that are open. */
  depth: number;
  /** The line before ended in a backslash. */
  continued: boolean;
}

function readLine(content: string, state: State): void {
  state.continued = false;
  let at = 0;
  while (at < content.length) {
    if (state.quote !== null) {
      at = closeString(content, at, state);
      continue;
    }
    const c = content.charAt(at);
    if (c === '#') break;
    if (c === '"' || c === "'") {
      const triple = c.repeat(3);
      state.quote = content.startsWith(triple, at) ? triple : c;
      at += state.quote.length;
      continue;
    }
    if ('([{'.includes(c)) state.depth++;
    else if (')]}'.includes(c)) state.depth = Math.max(0, state.depth - 1);
    else if (c === '\\' && at === content.length - 1) state.continued = true;
    at++;
  }
  // A plain string ends with its line, closed or not, unless a backslash carries it on.
  if (state.quote?.length === 1 && !content.endsWith('\\')) state.quote = null;
}

/** Reads on inside a string; returns the offset behind its end, or the line's length. */
function closeString(content: string, from: number, state: State): number {
  const { quote } = state;
  for (let at = from; at < content.length; at++) {
    if (content.charAt(at) === '\\') at++;
    else if (quote !== null && content.startsWith(quote, at)) {
      state.quote = null;
      return at + quote.length;
    }
  }
  return content.length;
}
