/**
 * The text of the published system, for models and comparisons that expect it. It came from a debugger that stepped a
 * byte-code interpreter, and keeps that debugger's ways:
 * (a) a return is seen in the caller, the frame being gone: the caller's depth, locals and line; the module's is not;
 * (b) a `for` header is seen when its loop begins and not at later turns; a `while` header is seen at each;
 * (c) a line that was just stopped at is not stopped at again, so a loop's only line appears once;
 * (d) so the program's first line appears as the module's call alone.
 *
 * What cannot be the same: comprehensions have no frames in current Pythons, messages of exceptions are the running
 * Python's, large values are already shortened in the trace, and a module or class in the locals is written without
 * the file that it came from.
 */
import { assertNever } from '../assert-never';
import type { ShownValue, TestRun } from '../ports';
import { type PlacedStep, placeSteps } from './frames';
import { definitionsAt, isLaterTurn } from './published-source';
import { exceptionText, localsText, returnedText } from './published-values';

/** Deepest that the debugger counted. */
const MAX_DEPTH = 5;
/** The first and the last stop, which are not in the program, print this. */
const OUTSIDE = ' ';

interface Frame {
  /** Frames on the stack, the module's included. */
  readonly depth: number;
  readonly locals: Map<string, ShownValue>;
  /** Where it was last seen: line of the program, null before its first line. */
  line: number | null;
  text: string;
}

/**
 * The published trace of one test, no newline at its end. `invocation` is the call that was made (see invocationOf).
 * null where the published system left a run out: when a limit ended it, or the test could not run. Steps that were
 * not kept are counted in a last line, which the published format has not.
 */
export function publishedText(program: string, run: TestRun, invocation: string): string | null {
  if (run.outcome.kind === 'limit' || run.outcome.kind === 'bad-test') return null;
  const writer = new Writer(program.split('\n'), invocation);
  for (const step of placeSteps(run.steps)) writer.step(step);
  const notKept = run.stepCount - run.steps.length;
  if (notKept > 0) return [...writer.phases, `(${notKept} later steps were not kept)`, OUTSIDE].join('\n');
  if (run.outcome.kind === 'raised') writer.leave(`${run.outcome.type}: ${run.outcome.message}`.replace(/: $/, ''));
  return [...writer.phases, OUTSIDE].join('\n');
}

class Writer {
  readonly phases: string[] = [OUTSIDE];
  readonly #frames = new Map<number, Frame>();
  readonly #module: Frame = { depth: 1, locals: new Map(), line: null, text: '' };
  #loaded = false;
  /** The last stop: a line is skipped where it would be the same again. */
  #stop: { readonly frame: Frame; readonly line: number | null } = { frame: this.#module, line: null };

  constructor(
    readonly source: readonly string[],
    readonly invocation: string,
  ) {}

  step(placed: PlacedStep): void {
    const { step } = placed;
    const frame = this.#frameOf(placed);
    for (const [name, shown] of step.changed) frame.locals.set(name, shown);
    switch (step.event) {
      case 'call':
        this.#show('CALL', frame, step.line);
        return;
      case 'line':
        this.#line(frame, step.line);
        return;
      case 'exception':
        this.#show('EXCEPTION', frame, step.line);
        this.#value(exceptionText(step.result ?? ''));
        return;
      case 'return':
        this.#return(placed, frame);
        return;
      default:
        assertNever(step.event);
    }
  }

  /** An exception that left every frame is seen once more where the call was made. */
  leave(result: string): void {
    if (!this.#loaded) return;
    this.#show('EXCEPTION', this.#module, null);
    this.#value(exceptionText(result));
  }

  #frameOf({ frame, caller, step }: PlacedStep): Frame {
    if (step.scope === '<module>') {
      this.#frames.set(frame, this.#module);
      return this.#module;
    }
    const known = this.#frames.get(frame);
    if (known !== undefined) return known;
    const below = caller === null ? this.#module : (this.#frames.get(caller) ?? this.#module);
    const opened: Frame = { depth: below.depth + 1, locals: new Map(), line: null, text: '' };
    this.#frames.set(frame, opened);
    return opened;
  }

  #line(frame: Frame, line: number): void {
    const repeated = this.#stop.frame === frame && this.#stop.line === line;
    const laterTurn = frame.line !== null && isLaterTurn(this.source, line, frame.line);
    if (laterTurn || repeated) this.#moveTo(frame, line);
    else this.#show('LINE', frame, line);
    if (frame === this.#module)
      for (const [name, shown] of definitionsAt(this.source, line)) frame.locals.set(name, shown);
  }

  #return({ step, caller, yields }: PlacedStep, frame: Frame): void {
    if (frame === this.#module) {
      this.#loaded = true;
      this.#module.text = this.invocation;
      this.#show('LINE', this.#module, null);
      return;
    }
    if (yields) {
      this.#show('YIELD', frame, step.line);
      return;
    }
    const below = caller === null ? this.#module : (this.#frames.get(caller) ?? this.#module);
    this.#show('RETURN', below, this.#loaded && below === this.#module ? null : below.line);
    this.#value(returnedText(step.result ?? 'None'));
  }

  /** `line` null is the invocation, which stands below the program. */
  #show(event: string, frame: Frame, line: number | null): void {
    this.#moveTo(frame, line);
    const depth = '='.repeat(Math.min(frame.depth, MAX_DEPTH));
    this.phases.push(`${depth} ${localsText(frame.locals)}`, `${event}: ${frame.text}`);
    this.#stop = { frame, line };
  }

  #moveTo(frame: Frame, line: number | null): void {
    frame.line = line;
    if (line !== null) frame.text = this.source[line - 1]?.replace(/\r$/, '') ?? '';
  }

  #value(text: string): void {
    this.phases.push(`Return Value: ${text}`);
  }
}
