/** Loops in the rows of one call: rows of one turn together, so that a loop is read turn by turn. */
import type { Row } from './calls';

export type TraceNode = { readonly kind: 'row'; readonly row: Row } | LoopNode;

export interface LoopNode {
  readonly kind: 'loop';
  /** Line of its `for` or `while`. */
  readonly line: number;
  readonly turns: readonly Turn[];
  /** It was left: not so where the trace is cut inside, or where a line of it returned or raised. */
  readonly left: boolean;
}

export interface Turn {
  /** From 1. */
  readonly number: number;
  readonly nodes: readonly TraceNode[];
  readonly rows: readonly Row[];
}

/** Fewer turns than this are shown as they are. */
const FEWEST_TURNS = 2;

/** `source`: lines of the executed program. */
export function foldLoops(rows: readonly Row[], source: readonly string[]): TraceNode[] {
  const nodes: TraceNode[] = [];
  let at = 0;
  while (at < rows.length) {
    const row = rows[at];
    if (row === undefined) break;
    const body = bodyOf(source, row.line);
    const end = body === null ? at : loopEnd(rows, at, row.line, body);
    const loop = body === null ? null : loopOf(rows.slice(at, end), row.line, source);
    if (loop === null) {
      nodes.push({ kind: 'row', row });
      at++;
    } else {
      nodes.push(loop);
      at = loop.left && tells(rows[end - 1]) ? end - 1 : end;
    }
  }
  return nodes;
}

function loopEnd(rows: readonly Row[], from: number, header: number, last: number): number {
  let end = from;
  while (end < rows.length) {
    const line = rows[end]?.line ?? 0;
    if (line < header || line > last) break;
    end++;
  }
  return end;
}

/** The last look at a loop's condition is a row of its own only where it did something. */
function tells(row: Row | undefined): boolean {
  return row !== undefined && (row.changed.size > 0 || row.calls.length > 0);
}

function loopOf(rows: readonly Row[], header: number, source: readonly string[]): LoopNode | null {
  const starts = rows.flatMap((row, i) => (row.line === header ? [i] : []));
  const turns = starts.map((from, i) => rows.slice(from, starts[i + 1] ?? rows.length));
  const last = turns.at(-1);
  // The header alone at the end is the look that found nothing more to do.
  const left = last !== undefined && last.length === 1 && last[0]?.end === null && turns.length > 1;
  const whole = left ? turns.slice(0, -1) : turns;
  if (whole.length < FEWEST_TURNS) return null;
  return {
    kind: 'loop',
    line: header,
    left,
    turns: whole.map((turn, i) => {
      const [head, ...body] = turn;
      const nodes = foldLoops(body, source);
      return {
        number: i + 1,
        nodes: head === undefined ? nodes : [{ kind: 'row', row: head }, ...nodes],
        rows: turn,
      };
    }),
  };
}

/** The last line of the loop that begins at this line; null where none does, or where it is all on one line. */
function bodyOf(source: readonly string[], line: number): number | null {
  const header = source[line - 1] ?? '';
  if (!/^\s*(?:async\s+)?(?:for|while)\b/.test(header)) return null;
  const indent = depth(header);
  let last = line;
  for (let i = line; i < source.length; i++) {
    const text = source[i] ?? '';
    if (text.trim() === '') continue;
    if (depth(text) <= indent) break;
    last = i + 1;
  }
  return last > line ? last : null;
}

function depth(text: string): number {
  return text.length - text.trimStart().length;
}
