/** The steps of a trace as lines of text, one for each: source, and behind it what the line changed. */
import { assertNever } from '../assert-never';
import type { TraceStep } from '../ports';
import { type PlacedStep, placeSteps } from './frames';
import { oneLine } from './words';

export interface TraceLine {
  readonly text: string;
  /** Place in the program that a step stands for: loops are found where these repeat. */
  readonly place: string;
  /** Line of the program. */
  readonly line: number;
  /** Recorded steps that this line stands for: 1, or more where a loop is folded. */
  readonly steps: number;
}

const INDENT = '  ';

/** One line per kept step. Lines of a function are indented below its call. */
export function traceLines(program: string, steps: readonly TraceStep[]): TraceLine[] {
  const source = program.split('\n');
  const placed = placeSteps(steps);
  const effects = effectsOf(placed);
  return placed.map((one, index) => {
    const { step } = one;
    const depth = step.event === 'call' ? step.depth - 1 : step.depth;
    const resumed = one.resumes ? `${INDENT.repeat(depth - 1)}${step.scope} goes on\n` : '';
    const text = words(one, source[step.line - 1]?.trim() ?? '', effects[index] ?? []);
    return {
      text: `${resumed}${INDENT.repeat(depth)}${text}`,
      place: `${step.event} ${step.scope} ${step.depth}:${step.line}`,
      line: step.line,
      steps: 1,
    };
  });
}

type Changes = TraceStep['changed'];

/** For each line step, what the frame's next step finds changed: the line did that. */
function effectsOf(placed: readonly PlacedStep[]): Changes[] {
  const effects: Changes[] = placed.map(() => []);
  const lastOfFrame = new Map<number, number>();
  placed.forEach(({ step, frame }, index) => {
    const before = lastOfFrame.get(frame);
    if (before === undefined) effects[index] = step.changed;
    else effects[before] = [...(effects[before] ?? []), ...step.changed];
    // An exception or a yield changes nothing: what comes next is still the doing of the line before.
    if (before === undefined || step.event === 'line') lastOfFrame.set(frame, index);
  });
  return effects;
}

function words({ step, yields }: PlacedStep, source: string, changed: Changes): string {
  const changes = changed.map(([name, shown]) => `${name} = ${shown.value}`).join(', ');
  const result = oneLine(step.result ?? '');
  switch (step.event) {
    case 'call':
      return step.scope === '<module>' ? 'load the program' : `call ${step.scope}(${changes})`;
    case 'line':
      return `${step.line}: ${source}${changes === '' ? '' : `  -> ${changes}`}`;
    case 'return':
      if (step.scope === '<module>') return 'loaded';
      return `${yields ? 'yielded' : 'returned'} ${result}`;
    case 'exception':
      return `raised ${result}`;
    default:
      return assertNever(step.event);
  }
}
