/**
 * A trace as calls: each with its rows, one for each line that ran, and what the line changed. The tracer tells a change
 * at the step after it; here it stands at the line that made it.
 */
import type { ShownValue, TraceStep } from '../../guidance/ports';
import { type PlacedStep, placeSteps } from '../../guidance/trace-text/frames';

export type Values = ReadonlyMap<string, ShownValue>;

export interface Row {
  /** 1-based line of the executed program; 0 for the test itself. */
  readonly line: number;
  /** Names that the line set, or set to something that is shown differently. */
  readonly changed: ReadonlySet<string>;
  /** All variables after the line. */
  readonly values: Values;
  /** Functions of the program that the line called. */
  readonly calls: readonly Call[];
  readonly end: RowEnd | null;
}

export interface RowEnd {
  readonly kind: 'returns' | 'yields' | 'raises';
  /** A value, or an exception as `Type: message`; null where the tracer gave none. */
  readonly text: string | null;
}

export interface Call {
  /** Name of the function, `<module>` for the program itself. */
  readonly scope: string;
  /** Line of its `def`. */
  readonly line: number;
  readonly parameters: Values;
  readonly rows: readonly Row[];
}

/** What the test called, in order; where it called nothing of the program, the program's own run. */
export function topCalls(steps: readonly TraceStep[]): readonly Call[] {
  const roots = callsOf(steps);
  const called = roots.filter(({ scope }) => scope !== '<module>');
  return called.length > 0 ? called : roots;
}

/** While it is being read, a call grows. */
interface Open {
  readonly call: OpenCall;
  values: Values;
}
interface OpenCall extends Call {
  parameters: Values;
  readonly rows: OpenRow[];
}
interface OpenRow extends Row {
  changed: ReadonlySet<string>;
  values: Values;
  readonly calls: Call[];
  end: RowEnd | null;
}

function callsOf(steps: readonly TraceStep[]): Call[] {
  const roots: Call[] = [];
  const open = new Map<number, Open>();
  for (const placed of placeSteps(steps)) {
    const frame = open.get(placed.frame) ?? begin(placed, open, roots);
    note(frame, placed.step);
    step(frame, placed);
  }
  return roots;
}

function begin({ step, frame, caller }: PlacedStep, open: Map<number, Open>, roots: Call[]): Open {
  const call: OpenCall = { scope: step.scope, line: step.line, parameters: new Map(), rows: [] };
  const begun: Open = { call, values: new Map() };
  open.set(frame, begun);
  const below = caller === null ? undefined : open.get(caller)?.call.rows.at(-1);
  (below?.calls ?? roots).push(call);
  return begun;
}

/** What changed since the frame's last step was done by the line of that step, or is a parameter. */
function note(frame: Open, { changed }: TraceStep): void {
  if (changed.length === 0) return;
  frame.values = new Map([...frame.values, ...changed]);
  const row = frame.call.rows.at(-1);
  if (row === undefined) frame.call.parameters = frame.values;
  else {
    row.values = frame.values;
    row.changed = new Set([...row.changed, ...changed.map(([name]) => name)]);
  }
}

function step({ call, values }: Open, { step: { event, line, result }, yields }: PlacedStep): void {
  if (event === 'call') return;
  if (event === 'line' || call.rows.length === 0) {
    call.rows.push({ line, changed: new Set(), values, calls: [], end: null });
  }
  const row = call.rows.at(-1);
  if (event === 'line' || row === undefined) return;
  row.end = { kind: event === 'exception' ? 'raises' : yields ? 'yields' : 'returns', text: result };
}
