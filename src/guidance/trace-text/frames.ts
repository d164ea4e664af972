/**
 * Which frame each step of a trace belongs to. Steps name their function and depth; calls, returns and generators
 * that go on are told apart by following them from the start.
 */
import type { TraceStep } from '../ports';

export interface PlacedStep {
  readonly step: TraceStep;
  /** Numbered from 0 in order of first step. */
  readonly frame: number;
  /** The frame below in the stack, null for the program's module and for what the test calls. */
  readonly caller: number | null;
  /** The first step of a generator that goes on after it handed over a value. */
  readonly resumes: boolean;
  /** A `return` step that hands over a value and keeps the frame. */
  readonly yields: boolean;
}

interface OpenFrame {
  readonly id: number;
  readonly scope: string;
  readonly depth: number;
  /** Index of its last return step, which turns out to have been a yield when the frame goes on. */
  lastReturn: number | null;
}

/**
 * Steps in order, each with its frame. Suspended generators of one function at one depth are taken to go on in turns, as
 * under zip; one that was left for good is then mistaken for the next, which nothing in the steps tells.
 */
export function placeSteps(steps: readonly TraceStep[]): PlacedStep[] {
  const stack: OpenFrame[] = [];
  const suspended: OpenFrame[] = [];
  const placed: PlacedStep[] = [];
  const yields = new Set<number>();
  let nextId = 0;

  const open = (scope: string): OpenFrame => {
    const frame = { id: nextId++, scope, depth: stack.length + 1, lastReturn: null };
    stack.push(frame);
    return frame;
  };
  const resume = (fits: (frame: OpenFrame) => boolean, scope: string): OpenFrame => {
    const at = suspended.findIndex((frame) => frame.depth === stack.length + 1 && fits(frame));
    const [frame] = at < 0 ? [] : suspended.splice(at, 1);
    if (frame === undefined) return open(scope);
    if (frame.lastReturn !== null) yields.add(frame.lastReturn);
    stack.push(frame);
    return frame;
  };

  steps.forEach((step, index) => {
    const calls = step.event === 'call';
    // Frames that an exception ended have no return of their own.
    stack.length = Math.min(stack.length, calls ? step.depth - 1 : step.depth);
    // The generators below one that goes on went on too, without a step of their own.
    while (stack.length < step.depth - 1) resume(() => true, '');
    const resumes = !calls && stack.length < step.depth;
    const below = stack[step.depth - 2];
    const frame = calls
      ? open(step.scope)
      : resumes
        ? resume(({ scope }) => scope === step.scope, step.scope)
        : (stack[step.depth - 1] ?? open(step.scope));
    if (step.event === 'return') {
      frame.lastReturn = index;
      stack.length = step.depth - 1;
      suspended.push(frame);
    }
    placed.push({ step, frame: frame.id, caller: below?.id ?? null, resumes, yields: false });
  });
  return placed.map((one, index) => (yields.has(index) ? { ...one, yields: true } : one));
}
