/** A trace as rows to read: the source beside each step, changes in words, values never without their type. */
import { assertNever } from '../../guidance/assert-never';
import type { TraceStep } from '../../guidance/ports';

export interface TraceRow {
  readonly place: string;
  readonly source: string;
  readonly depth: number;
  readonly changed: TraceStep['changed'];
  readonly result: string | null;
  readonly tone: 'plain' | 'return' | 'exception';
}

export function traceRows(steps: readonly TraceStep[], program: string): TraceRow[] {
  const lines = program.split('\n');
  return steps.map((step) => ({
    place: step.line === 0 ? 'test' : String(step.line),
    source: step.line === 0 ? 'the test calls' : (lines[step.line - 1] ?? ''),
    depth: step.depth,
    changed: step.changed,
    result: resultWords(step),
    tone: step.event === 'return' || step.event === 'exception' ? step.event : 'plain',
  }));
}

function resultWords(step: TraceStep): string | null {
  switch (step.event) {
    case 'call':
      return `${step.scope} begins`;
    case 'line':
      return null;
    case 'return':
      return step.result === null ? 'returns' : `returns ${step.result}`;
    case 'exception':
      return `raises ${step.result ?? 'an exception'}`;
    default:
      return assertNever(step.event);
  }
}
